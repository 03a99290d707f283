import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedString } from "../../table/dialect.js";
import { rowsOf } from "../../table/rows.js";
import { notUtf8, truncatedFileFault } from "../../text/clean_copy.js";
import { encodingHint } from "../../text/encoding.js";
import { Fault } from "../../text/fault.js";
import { type LineSpan, numberedRows, type TextRelation } from "../../text/text_relation.js";
import type { RejectCount } from "../load_record.js";
import { fractionFault, type RejectReason } from "./typed_query.js";

/** How much may be rejected before a file is not trusted: more than the share and more than the rows. */
export interface RejectBudget {
  readonly share: number;
  readonly rows: number;
}

/** A rejected record: its place among the records, and its reason. */
interface RejectedRecord extends RejectReason {
  readonly row: number;
}

/** The records of typed rows that do not fit, by the SQL's own word, in file order. */
export async function readRejected(
  connection: DuckDBConnection,
  rows: string,
  reasons: readonly RejectReason[],
): Promise<RejectedRecord[]> {
  const found = await rowsOf<{ row: bigint; fault: number }>(
    connection,
    `select "#row" as row, "#fault" as fault from ${rows} where "#fault" is not null order by "#row"`,
  );
  return found.map(({ row, fault }) => ({ row: Number(row), ...reasons[fault]! }));
}

/** Where the rejected records stand, and how many for each reason; a Fault where they say that the whole file is not to be trusted. */
export async function checkRejectBudget(
  text: TextRelation,
  rejected: readonly RejectedRecord[],
  parsed: number,
  budget: RejectBudget,
) {
  const spans = rejected.length > 0 ? await text.spans(rejected.map(({ row }) => row)) : [];
  const all = [...rejected.map((reason, at) => ({ ...reason, ...spans[at]! })), ...brokenReasons(text)];
  const found = new Map<string, RejectCount>();
  for (const { column, code, line } of all.sort((one, two) => one.line - two.line)) {
    const of = found.get(`${column} ${code}`) ?? { column, code, records: 0, first_line: line };
    found.set(`${column} ${code}`, { ...of, records: of.records + 1 });
  }
  const reasons = [...found.values()];
  // A file that was cut may be cut within its last value.
  if (text.endsOpen && rejected.at(-1)?.row === text.records - 1) throw truncatedFileFault(spans.at(-1)!.line);
  const shifted = reasons.find(({ code }) => code === fractionFault);
  if (shifted)
    throw new Fault(`column ${shifted.column}: ${fractionFault}; is it another column now?`, shifted.first_line);
  // A stray quote makes one endless record of many: it weighs as many lines as it swallowed.
  const lines = all.reduce((sum, span) => sum + span.lines, 0);
  const isOver = lines > budget.rows && lines > budget.share * parsed;
  // Of a wrong file, or under a wrong contract, nothing fits, however short it is.
  if (isOver || (lines > 0 && all.length === parsed && budget.share < 1)) {
    throw new Fault(
      `${all.length} of ${parsed} records do not fit, more than its reject_budget allows (${formatReasons(reasons)})`,
    );
  }
  return { spans, reasons };
}

const brokenReasons = ({ broken }: TextRelation) =>
  broken.map(({ code, line, lines }) => ({ column: "", code, line, lines }));

/** The reasons with their counts, and what to do about them. */
function formatReasons(reasons: readonly RejectCount[]): string {
  const said = reasons.map(
    ({ column, code, records, first_line }) => `${column || "record"} ${code}: ${records} from line ${first_line}`,
  );
  return `${said.join("; ")}${reasons.some(({ code }) => code === notUtf8) ? `; ${encodingHint}` : ""}`;
}

/** Fills `rejected` with the whole of each rejected record: nothing of the file is lost. */
export async function storeRejects(
  connection: DuckDBConnection,
  text: TextRelation,
  rejected: readonly RejectedRecord[],
  spans: readonly LineSpan[],
): Promise<void> {
  await connection.run(
    `create temp table rejected ("#row" bigint, line bigint, "column" varchar, code varchar, record varchar)`,
  );
  if (text.broken.length > 0) await storeBrokenRecords(connection, text);
  if (rejected.length === 0) return;
  const found = rejected.map(
    ({ row, column, code }, at) => `(${row}, ${spans[at]?.line ?? 0}, ${quotedString(column)}, ${quotedString(code)})`,
  );
  // A second reading of the file, for the few records of few files that are kept as they came.
  await connection.run(`insert into rejected select "#row", line, "column", code, ${text.record}
    from (${numberedRows(text)}) as records join (values ${found.join(", ")}) as found ("#row", line, "column", code) using ("#row")`);
}

/** Those that are no records as their bytes say: where these are no UTF-8, each as the character of its number. */
async function storeBrokenRecords(connection: DuckDBConnection, { broken, path }: TextRelation): Promise<void> {
  const file = await open(path);
  const rows = await connection.createAppender("rejected", "main", "temp");
  try {
    for (const { line, code, start, end } of broken) {
      const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
      const record = buffer
        .toString(isUtf8(buffer) ? "utf8" : "latin1")
        .replaceAll("\0", "\ufffd")
        .replace(/\r?\n$/, "");
      rows.appendNull();
      rows.appendBigInt(BigInt(line));
      for (const value of ["", code, record]) rows.appendVarchar(value);
      rows.endRow();
    }
    rows.flushSync();
  } finally {
    rows.closeSync();
    await file.close();
  }
}
