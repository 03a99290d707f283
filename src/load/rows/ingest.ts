import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedIdentifier, quotedString } from "../../table/dialect.js";
import { countRows, rowsOf } from "../../table/rows.js";
import { asFault } from "../../text/duckdb_fault.js";
import { Fault } from "../../text/fault.js";
import { copyToParquet, rowsOfFiles } from "../../text/parquet.js";
import { numberedRows, type TextRelation } from "../../text/text_relation.js";
import type { ForgottenPeople } from "../forgotten_people.js";
import type { LoadContract } from "../load_contract.js";
import type { LoadNote, NullWordCount, RejectCount, ValueNote } from "../load_record.js";
import type { BoundColumns } from "./bind_columns.js";
import { countNullWords, findReadings, isDoubtful } from "./find_readings.js";
import { findForgotten } from "./forget_rows.js";
import { readNotes } from "./notes.js";
import { contractReadings, type Readings } from "./readings.js";
import { checkRejectBudget, type RejectBudget, readRejected, storeRejects, withoutRejects } from "./rejects.js";
import { compileTypedQuery, extraColumnName } from "./typed_query.js";

/** The counts of one file's records, and SQL for its rows, which are in the scratch folder. */
export interface IngestResult {
  readonly parsed: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly deduplicated: number;
  /** The records of forgotten people, of which nothing is kept. */
  readonly forgotten: number;
  /** True if the rows differ from those in the Parquet file. */
  readonly isFiltered: boolean;
  /** Hashes of ids that forgotten people have in this file and that are not known yet. */
  readonly learned: readonly string[];
  readonly rejects: RejectCount[];
  readonly notes: ValueNote[];
  readonly nullWords: NullWordCount[];
  /** Parquet file of all records: `#load`, the typed columns, the extra columns, `#fault`. */
  readonly path: string;
  /** SQL of the loaded rows, with `#row`, their position in the file. */
  readonly rows: string;
  /** SQL of the rejected records: line, column, code, record as JSON. */
  readonly rejectedRows: string;
  readonly fileNotes: LoadNote[];
}

/** What tells the records of a file apart. */
export interface RecordKey {
  /** The columns that identify a record; empty if repeated rows all count. */
  readonly names: readonly string[];
  /** The columns with the last change of a record; the first that is not null counts. */
  readonly changed: readonly string[];
  /** The flag of deleted rows, of pairs that a file may have several times: a pair is there as long as one of its rows is. */
  readonly deleted?: string;
  /** True if the file holds versions of records, which are told apart by something else. */
  readonly hasVersions: boolean;
}

/** Temporary tables that `ingest` creates; they exist until the next call. */
export const temporaryTables = ["rejected", "copies", "repeated"];

interface IngestOptions {
  readonly contract: LoadContract;
  readonly key: RecordKey;
  readonly budget: RejectBudget;
  readonly scratch: string;
  readonly load: string;
  /** Whose records are left out; undefined if nobody was forgotten. */
  readonly forgotten?: ForgottenPeople | undefined;
  /** Binds the columns again for other readings of the values. */
  readonly bindFor: (readings: Readings) => BoundColumns;
}

/**
 * Reads a file into typed rows. Each record is loaded, rejected for a reason, or left out because a later record has the same key
 * and the same change date. A Fault if the counts disagree or if more is rejected than the budget allows.
 */
export async function ingest(
  connection: DuckDBConnection,
  text: TextRelation,
  bound: BoundColumns,
  { contract, key, budget, scratch, load, bindFor, forgotten }: IngestOptions,
): Promise<IngestResult> {
  for (const table of temporaryTables) await connection.run(`drop table if exists temp.${table}`);
  const path = join(scratch, "typed.parquet");
  const all = rowsOfFiles([path]);
  const readTyped = async (bound: BoundColumns) => {
    const typed = compileTypedQuery(bound, text.query);
    await writeTypedRecords(connection, text, `select ${quotedString(load)} as "#load", * from (${typed.query})`, path);
    const rejected = await readRejected(connection, all, typed.reasons);
    return { rejected, notes: await readNotes(connection, text, all, typed) };
  };
  let readings = contractReadings(contract);
  let typed = await readTyped(bound);
  if (isDoubtful(typed.rejected, typed.notes)) {
    const proven = await findReadings(connection, contract, text, bound);
    if (proven !== undefined) {
      readings = proven;
      typed = await readTyped(bindFor(proven));
    }
  }
  const { rejected, notes } = typed;
  const parsed = text.records + text.broken.length;
  const rejects = await checkRejectBudget(text, rejected, parsed, budget);
  await storeRejects(connection, text, rejected, rejects.spans);
  // A key column that the file lacks is null in all records, so it makes no difference.
  const present = (names: readonly string[]) => names.filter((name) => bound.columns.some((one) => one.name === name));
  const [deleted] = present(key.deleted === undefined ? [] : [key.deleted]);
  const told = { ...key, names: present(key.names), changed: present(key.changed), deleted };
  const copies = await findCopies(connection, text, all, told);
  const fileNotes = [
    ...(copies > 0 && !key.hasVersions ? await findContradictions(connection, text, bound, all, told) : []),
    ...(text.mayHaveInvisible ? await countInvisible(connection, text, bound) : []),
  ];
  const leftOut = `select "#row" from rejected where "#row" is not null union all select "#row" from copies`;
  const count = rejected.length + text.broken.length;
  const ingested = {
    rows: `select * from ${all} where "#row" not in (${leftOut})`,
    loaded: parsed - count - copies,
    rejected: count,
    rejects: rejects.reasons,
    rejectedRows: `select line, "column", code, record from rejected order by line, "#row"`,
  };
  const kept = forgotten && (await leaveOutForgotten(connection, ingested, bound, contract, forgotten));
  return {
    ...{ forgotten: 0, isFiltered: false, learned: [] },
    ...ingested,
    ...kept,
    parsed,
    deduplicated: copies,
    notes,
    nullWords: await countNullWords(connection, contract, text, readings),
    path,
    fileNotes,
  };
}

/** The counts and the SQL of what is kept when the records of forgotten people are left out. */
async function leaveOutForgotten(
  connection: DuckDBConnection,
  { rows, loaded, rejected, rejects }: Pick<IngestResult, "rows" | "loaded" | "rejected" | "rejects">,
  { columns, extras }: BoundColumns,
  { table, source }: LoadContract,
  forgotten: ForgottenPeople,
) {
  const typed = columns.filter(({ column }) => column.type === "text").map(({ name }) => name);
  const numbered = `(select line, "column", code, record, rowid as "#no" from rejected)`;
  const found = await findForgotten(
    connection,
    {
      table,
      system: source.name,
      rows: `(${rows})`,
      texts: [...typed, ...[...extras.keys()].map(extraColumnName)],
      rejected: numbered,
    },
    forgotten,
  );
  return {
    rows: found.rows,
    loaded: loaded - found.goneRows,
    rejected: rejected - found.goneRejects.length,
    forgotten: found.goneRows + found.goneRejects.length,
    isFiltered: found.goneRows > 0 || found.changed > 0,
    learned: found.learned,
    rejects: withoutRejects(rejects, found.goneRejects),
    rejectedRows: `select line, "column", code, record from ${numbered} where not (${found.isRejectedGone}) order by line, "#no"`,
  };
}

/** Writes the typed records and compares their number with the count of the scanner. */
async function writeTypedRecords(
  connection: DuckDBConnection,
  text: TextRelation,
  query: string,
  path: string,
): Promise<void> {
  const count = await copyToParquet(connection, query, path).catch((error) => {
    throw asFault(error);
  });
  if (count !== text.records) throw new Fault(`the file has ${text.records} records, but ${count} were read`);
}

/**
 * Finds the records that a later one of the file replaces: the key and the change date are the same. Of a file with versions only
 * exact copies are left out. Keys rarely repeat, so their hashes are compared first. Returns the number of records.
 */
async function findCopies(
  connection: DuckDBConnection,
  text: TextRelation,
  all: string,
  key: PresentKey,
): Promise<number> {
  await connection.run(`create temp table copies ("#row" bigint)`);
  if (key.names.length === 0) return 0;
  const names = key.names.map(quotedIdentifier).join(", ");
  const sound = `from ${all} where "#fault" is null`;
  await connection.run(`create temp table repeated as
    select hash as "#hash" from (select hash(${names}) as hash ${sound}) group by hash having count(*) > 1`);
  if ((await countRows(connection, "temp.repeated")) === 0) return 0;
  const repeated = `${sound} and hash(${names}) in (from repeated)`;
  if (!key.hasVersions) {
    await connection.run(`insert into copies select "#row" from (select "#row", row_number() over (
      partition by ${[names, changeOf(key)].join(", ")} order by ${keptFirst(key)}"#row" desc) as nth ${repeated}) where nth > 1`);
    return countRows(connection, "temp.copies");
  }
  const every = text.headers.map((_, at) => `c${at}`).join(", ");
  await connection.run(`insert into copies with
    same_key as (select unnest(list("#row")) as "#row" ${repeated} group by ${names} having count(*) > 1)
    select "#row" from (select "#row", row_number() over (partition by ${every} order by "#row") as nth
      from (${numberedRows(text)}) where "#row" in (from same_key)) where nth > 1`);
  return countRows(connection, "temp.copies");
}

/** A key whose columns the file has. */
type PresentKey = Omit<RecordKey, "deleted"> & { readonly deleted: string | undefined };

/** SQL that sorts the rows of a pair that are not deleted before the others. */
const keptFirst = ({ deleted }: PresentKey) =>
  deleted === undefined ? "" : `coalesce(${quotedIdentifier(deleted)}, false), `;

/** SQL of the last change of a record; null if the file does not say. */
const changeOf = ({ changed }: PresentKey) => `coalesce(${[...changed.map(quotedIdentifier), "null"].join(", ")})`;

/** A note if records with the same key and change date have different values, with the line of the first one. */
async function findContradictions(
  connection: DuckDBConnection,
  text: TextRelation,
  bound: BoundColumns,
  all: string,
  key: PresentKey,
): Promise<LoadNote[]> {
  const names = key.names.map(quotedIdentifier).join(", ");
  const compared = bound.columns.filter(({ name }) => name !== key.deleted);
  const values = compared.map(({ name }) => quotedIdentifier(name)).join(", ");
  const [found] = await rowsOf<{ keys: bigint; first: bigint | null }>(
    connection,
    `select count(*) as keys, min(first) as first from (
      select min("#row") as first from ${all} where "#fault" is null and hash(${names}) in (from repeated)
      group by ${[names, changeOf(key)].join(", ")} having count(distinct row(${values})) > 1)`,
  );
  const { keys, first } = found!;
  if (keys === 0n || first === null) return [];
  const [span] = await text.spans([Number(first)]);
  return [
    {
      code: "ids that several records of one file have, with different values",
      column: key.names.join(", "),
      records: Number(keys),
      remedy: `the last record of each id counts; the first such record is on line ${span!.line}. Export each record once, or with the date of its last change`,
    },
  ];
}

/** Notes on ids, addresses and typed values from which invisible characters were removed. */
async function countInvisible(
  connection: DuckDBConnection,
  { query }: TextRelation,
  { columns }: BoundColumns,
): Promise<LoadNote[]> {
  const cleaned = columns.flatMap(({ name, leavesOut }) => (leavesOut ? [{ name, ...leavesOut }] : []));
  if (cleaned.length === 0) return [];
  const counts = cleaned.map(({ applies }, at) => `count(*) filter (where ${applies}) as n${at}`);
  const [found] = await rowsOf<Record<string, bigint>>(connection, `select ${counts.join(", ")} from (${query})`);
  return cleaned.flatMap(({ name, code }, at) => {
    const records = Number(found?.[`n${at}`] ?? 0n);
    return records > 0 ? [{ code, column: name, records }] : [];
  });
}
