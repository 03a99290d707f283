/** `closedloop reconcile`: prints counts by month and reason; prints or writes every row if `--format` or `--out` is given. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../../base/encodings.js";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import { printMessage } from "../../base/print_message.js";
import { readWarehousePath } from "../../config/project_paths.js";
import { toUserError } from "../../query/duckdb_errors.js";
import { chooseFormat } from "../../query/formats/choose_format.js";
import { type ResultFormat, writeResult } from "../../query/formats/write_result.js";
import { runQuery } from "../../query/run_query.js";
import { withReader } from "../../query/sealed_reader.js";
import { readList } from "../../reconcile/read_list.js";
import {
  monthsQuery,
  reasonsQuery,
  reconciledRowsQuery,
  reconcile as reconcileList,
} from "../../reconcile/reconcile.js";

interface ReconcileOptions {
  project: string;
  id?: string;
  email?: string;
  date?: string;
  dateFormat?: string;
  encoding?: DeclaredEncoding;
  days: number;
  format?: ResultFormat;
  out?: string;
  timeout: number;
}

export async function reconcile(file: string, options: ReconcileOptions): Promise<void> {
  const { project, id, email, date, dateFormat, encoding, days, out, timeout } = options;
  // Without either option no rows are printed.
  const format = options.format === undefined && out === undefined ? undefined : chooseFormat(options);
  const path = await readWarehousePath(project);
  const { rows, headers: read } = await readList(file, { id, email, date }, encoding);
  const columnsUsed = Object.entries(read).map(([what, header]) => `${what} from "${escapeControls(header)}"`);
  printMessage(`${file}: ${rows.length} row(s), ${columnsUsed.join(", ")}`);
  await withReader(
    path,
    async (reader) => {
      await reconcileList(reader, rows, { days, dateFormat }).catch((error) => {
        throw errorOfFile(file, error);
      });
      if (format !== undefined) await writeResult(await runQuery(reader, reconciledRowsQuery), format, { out });
      if (format === undefined || out !== undefined) await writeCounts(reader);
    },
    { timeoutSeconds: timeout },
  );
}

/** Keeps errors about memory and disk; any other DuckDB error about our own SQL is a bug. */
function errorOfFile(file: string, error: unknown): unknown {
  if (error instanceof UserError) return new UserError(`${file}: ${error.message}`, error.exitCode);
  const known = toUserError(error);
  return known instanceof UserError && known.exitCode === 4 ? known : error;
}

async function writeCounts(reader: DuckDBConnection): Promise<void> {
  await writeResult(await runQuery(reader, monthsQuery), "table");
  process.stdout.write("\n");
  await writeResult(await runQuery(reader, reasonsQuery), "table");
}
