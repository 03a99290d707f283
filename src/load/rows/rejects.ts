import { isUtf8 } from "node:buffer";
import { open } from "node:fs/promises";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedString } from "../../table/dialect.js";
import { rowsOf } from "../../table/rows.js";
import { brokenOff, notUtf8 } from "../../text/clean_copy.js";
import { orEncoding } from "../../text/encoding.js";
import { Fault } from "../../text/fault.js";
import { numbered, type Span, type Text } from "../../text/text.js";
import type { Rejects } from "../loaded.js";
import { fraction, type Reason } from "./typing.js";

/** How much may be rejected before a file is not trusted: more than the share and more than the rows. */
export interface Budget {
  readonly share: number;
  readonly rows: number;
}

/** A rejected record: its place among the records, and its reason. */
interface Rejected extends Reason {
  readonly row: number;
}

/** The records of typed rows that do not fit, by the SQL's own word, in file order. */
export async function rejectedOf(
  connection: DuckDBConnection,
  rows: string,
  reasons: readonly Reason[],
): Promise<Rejected[]> {
  const found = await rowsOf<{ row: bigint; fault: number }>(
    connection,
    `select "#row" as row, "#fault" as fault from ${rows} where "#fault" is not null order by "#row"`,
  );
  return found.map(({ row, fault }) => ({ row: Number(row), ...reasons[fault]! }));
}

/** Where the rejected records stand, and how many for each reason; a Fault where they say that the whole file is not to be trusted. */
export async function weighed(text: Text, rejected: readonly Rejected[], parsed: number, budget: Budget) {
  const spans = rejected.length > 0 ? await text.spans(rejected.map(({ row }) => row)) : [];
  const all = [...rejected.map((reason, at) => ({ ...reason, ...spans[at]! })), ...broken(text)];
  const found = new Map<string, Rejects>();
  for (const { column, code, line } of all.sort((one, two) => one.line - two.line)) {
    const of = found.get(`${column} ${code}`) ?? { column, code, records: 0, first_line: line };
    found.set(`${column} ${code}`, { ...of, records: of.records + 1 });
  }
  const reasons = [...found.values()];
  // A file that was cut may be cut within its last value.
  if (text.endsOpen && rejected.at(-1)?.row === text.records - 1) throw brokenOff(spans.at(-1)!.line);
  const shifted = reasons.find(({ code }) => code === fraction);
  if (shifted) throw new Fault(`column ${shifted.column}: ${fraction}; is it another column now?`, shifted.first_line);
  // A stray quote makes one endless record of many: it weighs as many lines as it swallowed.
  const lines = all.reduce((sum, span) => sum + span.lines, 0);
  const isOver = lines > budget.rows && lines > budget.share * parsed;
  // Of a wrong file, or under a wrong contract, nothing fits, however short it is.
  if (isOver || (lines > 0 && all.length === parsed && budget.share < 1)) {
    throw new Fault(
      `${all.length} of ${parsed} records do not fit, more than its reject_budget allows (${told(reasons)})`,
    );
  }
  return { spans, reasons };
}

const broken = ({ broken }: Text) => broken.map(({ code, line, lines }) => ({ column: "", code, line, lines }));

/** The reasons with their counts, and what to do about them. */
function told(reasons: readonly Rejects[]): string {
  const said = reasons.map(
    ({ column, code, records, first_line }) => `${column || "record"} ${code}: ${records} from line ${first_line}`,
  );
  return `${said.join("; ")}${reasons.some(({ code }) => code === notUtf8) ? `; ${orEncoding}` : ""}`;
}

/** Fills `rejected` with the whole of each rejected record: nothing of the file is lost. */
export async function keepRejects(
  connection: DuckDBConnection,
  text: Text,
  rejected: readonly Rejected[],
  spans: readonly Span[],
): Promise<void> {
  await connection.run(
    `create temp table rejected ("#row" bigint, line bigint, "column" varchar, code varchar, record varchar)`,
  );
  if (text.broken.length > 0) await keepBroken(connection, text);
  if (rejected.length === 0) return;
  const found = rejected.map(
    ({ row, column, code }, at) => `(${row}, ${spans[at]?.line ?? 0}, ${quotedString(column)}, ${quotedString(code)})`,
  );
  // A second reading of the file, for the few records of few files that are kept as they came.
  await connection.run(`insert into rejected select "#row", line, "column", code, ${text.record}
    from (${numbered(text)}) as records join (values ${found.join(", ")}) as found ("#row", line, "column", code) using ("#row")`);
}

/** Those that are no records as their bytes say: where these are no UTF-8, each as the character of its number. */
async function keepBroken(connection: DuckDBConnection, { broken, path }: Text): Promise<void> {
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
