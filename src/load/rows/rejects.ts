import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedString } from "../../table/dialect.js";
import { rowsOf } from "../../table/rows.js";
import { notUtf8, reportFooter, swallowedRows, truncatedFileFault } from "../../text/clean_copy.js";
import { encodingHint } from "../../text/encoding.js";
import { Fault } from "../../text/fault.js";
import { type LineSpan, numberedRows, type TextRelation } from "../../text/text_relation.js";
import type { RejectCount } from "../load_record.js";
import { listOfOthers, objectAsValue, repeatedHeader } from "./refusals.js";
import { fractionFault, type RejectReason, typeFaults } from "./typed_query.js";
import {
  ambiguousMoment,
  controlInKey,
  damagedId,
  implausibleDate,
  impossibleMoment,
  lineEndInKey,
} from "./value_checks.js";

/**
 * A file is quarantined if more than `rows` lines and more than the `share` of its records are rejected. Without `rows`, 20 lines
 * are allowed, but of a file of 20 records or more at most a tenth of its records.
 */
export interface RejectBudget {
  readonly share: number;
  readonly rows?: number | undefined;
}

const usualRows = 20;
/** From this number of records on, a share of them says something. */
const fewRecords = 20;
const mostOfRecords = 0.1;

/** A rejected record: its position among the records (from 0) and the reason. */
interface RejectedRecord extends RejectReason {
  readonly row: number;
}

/** Reads the rejected records from the typed rows, in the order of the file. */
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

/** The lines of the rejected records and their number per reason; a Fault if the whole file cannot be trusted. */
export async function checkRejectBudget(
  text: TextRelation,
  rejected: readonly RejectedRecord[],
  parsed: number,
  budget: RejectBudget,
) {
  const spans = rejected.length > 0 ? await text.spans(rejected.map(({ row }) => row)) : [];
  const all = [...rejected.map((reason, at) => ({ ...reason, ...spans[at]! })), ...brokenReasons(text)];
  const counts = new Map<string, RejectCount>();
  for (const { column, code, line, lines } of all.sort((one, two) => one.line - two.line)) {
    const count = counts.get(`${column} ${code}`) ?? { column, code, records: 0, first_line: line };
    const extent = isManyRows(code) ? { lines: (count.lines ?? 0) + lines } : {};
    counts.set(`${column} ${code}`, { ...count, ...extent, records: count.records + 1 });
  }
  const reasons = [...counts.values()];
  // If a file is cut within a value, the last record may be rejected for that value.
  if (text.endsOpen && rejected.at(-1)?.row === text.records - 1) throw truncatedFileFault(spans.at(-1)!.line);
  const shifted = reasons.find(({ code }) => code === fractionFault);
  if (shifted)
    throw new Fault(
      `column ${shifted.column}: ${fractionFault}; is it another column now? Otherwise, ${numberRemedy}`,
      shifted.first_line,
    );
  // A header line within the file is no record.
  const rejects = all.filter(({ code }) => code !== repeatedHeader);
  const records = parsed - (all.length - rejects.length);
  // A stray quote can join many records into one, so lines are counted, not records.
  const lines = rejects.reduce((sum, span) => sum + span.lines, 0);
  const exceedsRows =
    lines > (budget.rows ?? usualRows) || (budget.rows === undefined && isTenthRejected(rejects, records));
  const isOver = exceedsRows && lines > budget.share * records;
  // If every record is rejected, the file or the contract is wrong, even if the file is short.
  if (isOver || (lines > 0 && rejects.length === records && budget.share < 1)) {
    throw new Fault(
      `${rejects.length} of ${records} records do not fit, more than its reject_budget allows (${formatReasons(reasons)})`,
    );
  }
  return { spans, reasons };
}

/** True if more than a tenth of the records of a file are rejected. The footer of a report is no record. */
function isTenthRejected(all: readonly (LineSpan & RejectReason)[], parsed: number): boolean {
  const records = all.filter(({ code }) => code !== reportFooter);
  // Swallowed rows are one record, but were a record on each line.
  const rejected = records.reduce((sum, { code, lines }) => sum + (isManyRows(code) ? lines : 1), 0);
  const total = parsed - all.length + rejected;
  return total >= fewRecords && rejected > mostOfRecords * total;
}

const isManyRows = (code: string) => code === swallowedRows || code === lineEndInKey;

const brokenReasons = ({ broken }: TextRelation) =>
  broken.map(({ code, line, lines }) => ({ column: "", code, line, lines }));

/** The reasons with their counts, and what to do about them if that is known. */
function formatReasons(reasons: readonly RejectCount[]): string {
  const counts = reasons.map(
    ({ column, code, records, first_line }) => `${column || "record"} ${code}: ${records} from line ${first_line}`,
  );
  const remedies = new Set(reasons.flatMap(({ code }) => rejectRemedies.get(code) ?? []));
  return [counts.join("; "), ...remedies].join("; ");
}

const dateRemedy =
  'if the dates are written in another way, say how, e.g. formats: {CreatedDate: "%m/%d/%Y"} (closedloop doctor proposes it); a list of formats if files differ';
const numberRemedy = 'if the numbers have separators, say which, e.g. formats: {Amount: "1.234,56"}';

const rejectRemedies: ReadonlyMap<string, string> = new Map([
  [notUtf8, encodingHint],
  [impossibleMoment, "the calendar has no such day, or the clock no such time: correct it in the source"],
  [
    ambiguousMoment,
    "its day and month can be either: export such files again in one of the ways, or with the year first, and leave only the formats that are true under formats",
  ],
  [typeFaults.instant, dateRemedy],
  [typeFaults.date, dateRemedy],
  [typeFaults.money, numberRemedy],
  [typeFaults.real, numberRemedy],
  [typeFaults.whole, numberRemedy],
  [
    implausibleDate,
    "if dates of all records are wrong, the year has two digits or the column is another one now; see formats",
  ],
  [objectAsValue, "map one member of the object, e.g. attributes.plan: plan.name"],
  [listOfOthers, "export a list of plain values, without semicolons in them"],
  [controlInKey, "the file or the record is damaged: export it again, or correct the record in the source"],
  [damagedId, "a spreadsheet has cut the ids: export the file again and do not save it in a spreadsheet"],
]);

/** The counts of rejected records without some of them; the first line of a reason may then be that of a record that is gone. */
export function withoutRejects(
  rejects: readonly RejectCount[],
  gone: readonly Pick<RejectCount, "column" | "code">[],
): RejectCount[] {
  return rejects.flatMap((reason) => {
    const { length } = gone.filter(({ column, code }) => column === reason.column && code === reason.code);
    return reason.records > length ? [{ ...reason, records: reason.records - length }] : [];
  });
}

/** Fills the table `rejected` with each rejected record as JSON, so that nothing of the file is lost. */
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
  // This reads the file a second time, but only few files have rejected records.
  await connection.run(`insert into rejected select "#row", line, "column", code, ${text.record}
    from (${numberedRows(text)}) as records join (values ${found.join(", ")}) as found ("#row", line, "column", code) using ("#row")`);
}

/** Stores the text of broken records; bytes that are not UTF-8 are read as Latin-1. */
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
