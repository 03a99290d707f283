/** `closedloop reconcile`: the counts for people, the rows for whoever asks for them. */
import { extname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../base/encodings.js";
import { UserError } from "../base/errors.js";
import { visible } from "../base/visible.js";
import { publishedPath } from "../config/warehouse_path.js";
import { ask } from "../query/ask.js";
import { asUserError } from "../query/duckdb_errors.js";
import { type Format, formats, writeAnswer } from "../query/formats/format.js";
import { withReader } from "../query/sandbox.js";
import { readList } from "../reconcile/list_file.js";
import { monthsQuery, reasonsQuery, reconcile as reconcileList, rowsQuery } from "../reconcile/reconcile.js";
import { tell } from "./telling.js";

interface Reconciling {
  project: string;
  id?: string;
  email?: string;
  date?: string;
  dateFormat?: string;
  encoding?: DeclaredEncoding;
  days: number;
  format?: Format;
  out?: string;
  timeout: number;
}

export async function reconcile(file: string, options: Reconciling): Promise<void> {
  const { project, id, email, date, dateFormat, encoding, days, out, timeout } = options;
  const format = formatOf(options);
  const path = await publishedPath(project);
  const { rows, read } = await readList(file, { id, email, date }, encoding);
  const taken = Object.entries(read).map(([what, header]) => `${what} from "${visible(header)}"`);
  tell(`${file}: ${rows.length} row(s), ${taken.join(", ")}`);
  await withReader(
    path,
    async (reader) => {
      await reconcileList(reader, rows, { days, dateFormat }).catch((error) => {
        throw ofFile(file, error);
      });
      if (format !== undefined) await writeAnswer(await ask(reader, rowsQuery), format, { out });
      if (format === undefined || out !== undefined) await writeCounts(reader);
    },
    { timeoutSeconds: timeout },
  );
}

/** Want of memory or disk is told as such; any other word of DuckDB's about SQL of ours is a bug. */
function ofFile(file: string, error: unknown): unknown {
  if (error instanceof UserError) return new UserError(`${file}: ${error.message}`, error.exitCode);
  const known = asUserError(error);
  return known instanceof UserError && known.exitCode === 4 ? known : error;
}

/** By the name of the file, if nothing else is said; undefined: no rows are asked for. */
function formatOf({ format, out }: Reconciling): Format | undefined {
  if (format !== undefined || out === undefined) return format;
  const ending = extname(out).slice(1).toLowerCase();
  const known = formats.find((name) => name === ending);
  if (known !== undefined) return known;
  throw new UserError(`--out: found "${out}", expected a name that ends in .${formats.join(", .")}, or --format`, 2);
}

async function writeCounts(reader: DuckDBConnection): Promise<void> {
  await writeAnswer(await ask(reader, monthsQuery), "table");
  process.stdout.write("\n");
  await writeAnswer(await ask(reader, reasonsQuery), "table");
}
