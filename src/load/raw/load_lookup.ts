import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../../base/errors.js";
import { withScratchFolder } from "../../base/scratch_folder.js";
import { sourceSchema } from "../../config/config_schema.js";
import type { Column } from "../../table/columns.js";
import { quotedIdentifier } from "../../table/dialect.js";
import type { Source } from "../../table/model.js";
import { rowsOf } from "../../table/rows.js";
import { readStrictCsv } from "../../text/csv.js";
import { Fault } from "../../text/fault.js";
import { findHeaderPositions } from "../../text/header.js";
import { regexFault } from "../../text/regex_fault.js";
import type { TextRelation } from "../../text/text_relation.js";
import type { LoadContract } from "../load_contract.js";
import { bindColumns } from "../rows/bind_columns.js";
import { ingest, temporaryTables } from "../rows/ingest.js";
import { createRawTable } from "./raw_table.js";

/** Loads a lookup into its raw table and checks its contract and its grain. The first mistake is a UserError (exit 2). */
export async function loadLookup(connection: DuckDBConnection, source: Source, path: string): Promise<void> {
  if (!existsSync(path)) throw new UserError(`${path}: no such file. Expected the lookup of ${source.name}.`, 2);
  try {
    await withScratchFolder((scratch) => loadCsv(connection, source, path, scratch));
  } catch (error) {
    throw error instanceof Fault ? lookupError(source, path, error) : error;
  } finally {
    for (const table of temporaryTables) await connection.run(`drop table if exists temp.${table}`);
  }
}

async function loadCsv(connection: DuckDBConnection, source: Source, path: string, scratch: string): Promise<void> {
  const text = await readStrictCsv(path, scratch, "mark");
  const contract = lookupContract(source);
  const bound = bindColumns(contract, text);
  const [unknown] = bound.unknownHeaders;
  if (unknown !== undefined) throw new Fault(`unknown column "${unknown}"`, 1);
  // One rejected record is too many, but only the list of all of them says which is the first in the file.
  const unlimited = { share: 1, rows: Number.POSITIVE_INFINITY };
  const { rows, rejected } = await ingest(connection, text, bound, {
    contract,
    key: { names: [], changed: [], hasVersions: false },
    budget: unlimited,
    scratch,
    load: "",
    bindFor: () => bound,
  });
  if (rejected > 0) throw await firstRejectFault(connection, source);
  await checkGrain(connection, source, rows, text);
  await checkPatterns(connection, source, rows, text);
  await createRawTable(
    connection,
    source,
    `select ${bound.columns.map(({ name }) => quotedIdentifier(name)).join(", ")} from (${rows})`,
  );
}

const lookupContract = (table: Source): LoadContract => ({
  source: sourceSchema.parse({ name: "reference", system: "salesforce", path: "reference" }),
  table,
  feedName: null,
  zone: "UTC",
});

const lookupError = ({ name, columns }: Source, path: string, { message }: Fault) =>
  new UserError(`${path}: ${message}. Expected by ${name}: ${Object.keys(columns).join(", ")}. Correct the file.`, 2);

/** The Fault of the first rejected record. Lookups contain no personal data, so it may quote the value. */
async function firstRejectFault(connection: DuckDBConnection, { columns }: Source): Promise<Fault> {
  const [reject] = await rowsOf<{ line: bigint; column: string; code: string; record: string }>(
    connection,
    `select * from temp.rejected order by line limit 1`,
  );
  const { line, column, code, record } = reject!;
  const { type, oneOf, binding } = (columns as Readonly<Record<string, Column<unknown>>>)[column]!;
  const values = Object.entries(JSON.parse(record) as Record<string, string | null>);
  const [place] = findHeaderPositions(
    binding?.header ?? column,
    values.map(([header]) => header),
  );
  const found = JSON.stringify(values[place ?? -1]?.[1] ?? null);
  return new Fault(
    `column ${column}: ${code}. Found: ${found}, expected ${oneOf ? `one of ${oneOf.join(", ")}` : type}`,
    Number(line),
  );
}

/** Checks that RE2 can read every pattern; otherwise a build would fail later. */
async function checkPatterns(
  connection: DuckDBConnection,
  { columns }: Source,
  rows: string,
  text: TextRelation,
): Promise<void> {
  if (!("match" in columns && "value" in columns)) return;
  const patterns = await rowsOf<{ row: bigint; value: string }>(
    connection,
    `select "#row" as row, value from (${rows}) where match = 'regex' order by "#row"`,
  );
  for (const { row, value } of patterns) {
    const wrong = await regexFault(connection, value);
    if (wrong === undefined) continue;
    const [span] = await text.spans([Number(row)]);
    throw new Fault(`column value: found ${JSON.stringify(value)}, expected an RE2 pattern (${wrong})`, span?.line);
  }
}

/** Checks that no key occurs twice, which would multiply the rows that are looked up. */
async function checkGrain(
  connection: DuckDBConnection,
  { grain }: Source,
  rows: string,
  text: TextRelation,
): Promise<void> {
  const key = grain.map(quotedIdentifier).join(", ");
  const [second] = await rowsOf<{ row: bigint | null }>(
    connection,
    `select min("#row") as row from (
      select "#row", row_number() over (partition by ${key} order by "#row") as nth from (${rows})) where nth = 2`,
  );
  if (second?.row === null || second?.row === undefined) return;
  const [span] = await text.spans([Number(second.row)]);
  throw new Fault(`a second record of the same ${grain.join(", ")}; expected one record for each`, span?.line);
}
