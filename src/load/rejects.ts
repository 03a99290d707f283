import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedString } from "../dialect.js";
import { rowsOf } from "../rows.js";
import { Fault } from "./fault.js";
import type { Rejects } from "./loaded.js";
import { numbered, type Span, type Text } from "./text.js";
import type { Reason } from "./typing.js";

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

/** Where the rejected records stand, and how many for each reason; a Fault where they are over the budget. */
export async function weighed(text: Text, rejected: readonly Rejected[], parsed: number, budget: Budget) {
  const spans = rejected.length > 0 ? await text.spans(rejected.map(({ row }) => row)) : [];
  const all = [...rejected.map((reason, at) => ({ ...reason, ...spans[at]! })), ...broken(text)];
  const reasons = new Map<string, Rejects>();
  for (const { column, code, line } of all.sort((one, two) => one.line - two.line)) {
    const of = reasons.get(`${column} ${code}`) ?? { column, code, records: 0, first_line: line };
    reasons.set(`${column} ${code}`, { ...of, records: of.records + 1 });
  }
  // A stray quote makes one endless record of many: it weighs as many lines as it swallowed.
  const lines = all.reduce((sum, span) => sum + span.lines, 0);
  if (lines > budget.rows && lines > budget.share * parsed) throw overBudget([...reasons.values()], all.length, parsed);
  return { spans, reasons: [...reasons.values()] };
}

const broken = ({ broken }: Text) => broken.map(({ code, line, lines }) => ({ column: "", code, line, lines }));

function overBudget(reasons: readonly Rejects[], rejected: number, parsed: number): Fault {
  const said = reasons.map(
    ({ column, code, records, first_line }) => `${column || "record"} ${code}: ${records} from line ${first_line}`,
  );
  return new Fault(
    `${rejected} of ${parsed} records do not fit, more than its reject_budget allows (${said.join("; ")})`,
  );
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
  const lit = (value: string) => quotedString(value.replaceAll("\0", "\ufffd"));
  for (const { line, code, record } of text.broken) {
    await connection.run(`insert into rejected values (null, ${line}, '', ${lit(code)}, ${lit(record)})`);
  }
  if (rejected.length === 0) return;
  const found = rejected.map(
    ({ row, column, code }, at) => `(${row}, ${spans[at]?.line ?? 0}, ${lit(column)}, ${lit(code)})`,
  );
  // A second reading of the file, for the few records of few files that are kept as they came.
  await connection.run(`insert into rejected select "#row", line, "column", code, ${text.record}
    from (${numbered(text)}) as records join (values ${found.join(", ")}) as found ("#row", line, "column", code) using ("#row")`);
}
