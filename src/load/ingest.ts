import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedIdentifier } from "../dialect.js";
import { rowsOf } from "../rows.js";
import type { Bound } from "./bind.js";
import { Fault } from "./fault.js";
import type { Rejects } from "./loaded.js";
import { type Budget, keepRejects, rejectedOf, weighed } from "./rejects.js";
import type { Text } from "./text.js";
import { type Typed, typed } from "./typing.js";

/** What became of the records of one file; the rows themselves stand in temporary tables. */
export interface Ingested {
  readonly parsed: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly deduplicated: number;
  readonly rejects: Rejects[];
  /** SQL of the rows that stay. */
  readonly rows: string;
  /** SQL of the rejected records: line, column, code, record. */
  readonly rejectedRows: string;
}

/**
 * Reads a file into typed rows: each record stays, is rejected for a reason, or repeats an earlier one of the same key.
 * A Fault where the counts disagree, or more is rejected than the budget allows.
 */
export async function ingest(
  connection: DuckDBConnection,
  text: Text,
  bound: Bound,
  { key, budget }: { key: readonly string[]; budget: Budget },
): Promise<Ingested> {
  await read(connection, text);
  const rows = typed(bound);
  const rejected = await rejectedOf(connection, rows);
  const parsed = text.records + text.broken.length;
  const rejects = await weighed(text, rejected, parsed, budget);
  await keepRejects(connection, text, rejected, rejects.spans);
  // A column of the key that the file lacks is the same, null, in each of its records.
  const names = key.filter((name) => bound.columns.some((column) => column.name === name));
  const copies = names.length > 0 ? await findCopies(connection, rows, names, text.headers.length) : 0;
  const gone = `"#row" not in (select "#row" from rejected where "#row" is not null union all from copies)`;
  const count = rejected.length + text.broken.length;
  return {
    parsed,
    loaded: parsed - count - copies,
    rejected: count,
    deduplicated: copies,
    rejects: rejects.reasons,
    rows: `select * exclude ("#fault") from (${rows.query}) where ${gone}`,
    rejectedRows: `select line, "column", code, record from rejected order by line, "#row"`,
  };
}

/** Fills `incoming` with the records as text, and holds DuckDB to the count that was taken apart from it. */
async function read(connection: DuckDBConnection, text: Text): Promise<void> {
  for (const table of ["incoming", "rejected", "copies"]) await connection.run(`drop table if exists ${table}`);
  await connection.run(`create temp table copies ("#row" bigint)`);
  try {
    await connection.run(`create temp table incoming as ${text.query}`);
  } catch (error) {
    throw unreadable(error);
  }
  const [counted] = await rowsOf<{ rows: bigint }>(connection, "select count(*) as rows from incoming");
  if (Number(counted?.rows) !== text.records) {
    throw new Fault(`${text.records} records stand in the file, but ${counted?.rows} were read`);
  }
}

/** DuckDB's message quotes the record: of it only the line may be told. Want of memory or disk is no fault of the file. */
function unreadable(error: unknown): unknown {
  const message = String((error as Error).message);
  const ours = /^(Out of Memory|Binder|Catalog|Parser|INTERNAL|Interrupt)|No space left|Permission denied/i;
  if (ours.test(message)) return error;
  const line = /Line: (\d+)/.exec(message)?.[1];
  return new Fault("it cannot be read as what its name says", line === undefined ? undefined : Number(line));
}

/** Repetitions of a record: the key and every value that came with it are the same. Narrow first: keys hardly ever repeat. */
async function findCopies(
  connection: DuckDBConnection,
  { query }: Typed,
  key: readonly string[],
  width: number,
): Promise<number> {
  const names = key.map(quotedIdentifier).join(", ");
  const every = Array.from({ length: width }, (_, at) => `c${at}`).join(", ");
  await connection.run(`insert into copies with
    keyed as materialized (select "#row", ${names} from (${query}) where "#fault" is null),
    repeated as (select unnest(list("#row")) as "#row" from keyed group by ${names} having count(*) > 1)
    select "#row" from (select rowid as "#row", row_number() over (partition by ${every} order by rowid) as nth
      from incoming where rowid in (select "#row" from repeated)) where nth > 1`);
  const [counted] = await rowsOf<{ rows: bigint }>(connection, "select count(*) as rows from copies");
  return Number(counted?.rows);
}
