/** `closedloop reconcile`: prints counts by month and reason; prints or writes every row if `--format` or `--out` is given. */
import type { DuckDBConnection } from "@duckdb/node-api";
import type { DeclaredEncoding } from "../../base/encodings.js";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import { printMessage } from "../../base/print_message.js";
import { wrapText } from "../../base/text_layout.js";
import { readWarehousePath } from "../../config/project_paths.js";
import { toUserError } from "../../query/duckdb_errors.js";
import { chooseFormat } from "../../query/formats/choose_format.js";
import { type ResultFormat, writeResult } from "../../query/formats/write_result.js";
import { runQuery } from "../../query/run_query.js";
import { withReader } from "../../query/sealed_reader.js";
import { parseShownColumns, type ShownColumn } from "../../query/shown_columns.js";
import { readList } from "../../reconcile/read_list.js";
import {
  monthsQuery,
  reasonsQuery,
  reconciledRowsQuery,
  reconcile as reconcileList,
} from "../../reconcile/reconcile.js";
import type { UnreadRow } from "../../reconcile/summary.js";

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
  wide?: boolean;
}

const shownMonths = "month, listed, matched, missing, ours, ours_matched, extra";
const shownReasons = "side, reason, rows, by_month wrap";
const shownRows = "side, reason wrap18, line, listed_id id, listed_date, mql_on as here, difference, detail wrap";
const columnsOf = (show: string) => parseShownColumns(show) as ShownColumn[];
/** The most unreadable rows that are named; all of them are in the rows. */
const maxUnread = 5;

export async function reconcile(file: string, options: ReconcileOptions): Promise<void> {
  const { project, id, email, date, dateFormat, encoding, days, out, timeout, wide } = options;
  // Without either option no rows are printed.
  const format = options.format === undefined && out === undefined ? undefined : chooseFormat(options);
  const path = await readWarehousePath(project);
  const { rows, headers: read } = await readList(file, { id, email, date }, encoding);
  const columnsUsed = Object.entries(read).map(([what, header]) => `${what} from "${escapeControls(header)}"`);
  printMessage(`${file}: ${rows.length} row(s), ${columnsUsed.join(", ")}`);
  await withReader(
    path,
    async (reader) => {
      const { summary, unread } = await reconcileList(reader, rows, { days, dateFormat }).catch((error) => {
        throw errorOfFile(file, error);
      });
      if (unread.length > 0) printMessage(describeUnread(unread, read));
      if (format !== undefined) {
        const shown = columnsOf(shownRows);
        await writeResult(await runQuery(reader, reconciledRowsQuery), format, { out, shown, isWide: wide });
      }
      if (format === undefined || out !== undefined) await writeCounts(reader, summary, wide);
      else printMessage(summary);
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

async function writeCounts(reader: DuckDBConnection, summary: string, isWide?: boolean): Promise<void> {
  process.stdout.write(`${wrapText(summary, 0).join("\n")}\n\n`);
  await writeResult(await runQuery(reader, monthsQuery), "table", { shown: columnsOf(shownMonths), isWide });
  process.stdout.write("\n");
  await writeResult(await runQuery(reader, reasonsQuery), "table", { shown: columnsOf(shownReasons), isWide });
}

/** E.g. `2 row(s) cannot be read and are counted as unreadable: line 5, column "MQL Date": not a date; ...`; never a value. */
function describeUnread(unread: readonly UnreadRow[], headers: Readonly<Partial<Record<string, string>>>): string {
  const named = unread.slice(0, maxUnread).map(({ line, detail }) => {
    const columns = detail.endsWith("date")
      ? [headers.date]
      : detail.startsWith("no id")
        ? [headers.id, headers.email]
        : [];
    const names = columns.filter((header) => header !== undefined).map((header) => `"${escapeControls(header)}"`);
    return `line ${line}${names.length > 0 ? `, column ${names.join(" and ")}` : ""}: ${detail}`;
  });
  const hint = unread.some(({ detail }) => detail === "not a date") ? ". --date-format says how dates are written" : "";
  const more = unread.length > maxUnread ? `; and ${unread.length - maxUnread} more` : "";
  return `${unread.length} row(s) cannot be read and are counted as unreadable: ${named.join("; ")}${more}${hint}`;
}
