import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";
import { recordJson } from "./csv.js";
import { asFault } from "./duckdb_fault.js";
import { Fault } from "./fault.js";
import { quotedPath } from "./quoted_path.js";
import type { TextRelation } from "./text_relation.js";

/** Reads a Parquet file as text columns: values as DuckDB writes them as text; lists and objects as JSON. The types of the file are not used. */
export async function readParquetText(connection: DuckDBConnection, path: string): Promise<TextRelation> {
  const read = `read_parquet(${quotedPath(path)}, hive_partitioning = false)`;
  const columns = await describeColumns(connection, read);
  const headers = columns.map(({ name }) => name);
  await assertExactDecimals(connection, path);
  await assertExactNumbers(connection, read, columns);
  await assertTexts(connection, read, columns);
  const [counted] = await rowsOf<{ records: bigint }>(
    connection,
    `select num_rows as records from parquet_file_metadata(${quotedPath(path)})`,
  );
  return {
    headers,
    query: `select ${columns.map((column, at) => `${exactText(column)} as c${at}`).join(", ")} from ${read}`,
    record: recordJson(headers),
    records: Number(counted?.records ?? 0n),
    broken: [],
    path,
    nuls: 0,
    notes: [],
    nested: columns.filter(isNested).map(({ name }) => name),
    endsOpen: false,
    sparse: false,
    // A Parquet file has no lines; the number of the record is used.
    spans: async (places) => places.map((place) => ({ line: place + 1, lines: 1 })),
  };
}

/** SQL for FROM: the rows of files that `copyToParquet` wrote, each with `#row`, its position in the file from 0. An earlier `#row` column is replaced. */
export const rowsOfFiles = (paths: readonly string[]): string =>
  `(select columns(lambda name: name not in ('#row', 'file_row_number')), file_row_number as "#row" from read_parquet([${paths.map(quotedPath).join(", ")}],
    union_by_name = true, hive_partitioning = false, file_row_number = true))`;

/** Writes the rows of a query as Parquet, in their order; returns the number of rows. */
export async function copyToParquet(connection: DuckDBConnection, query: string, path: string): Promise<number> {
  const copied = await connection.runAndReadAll(
    `copy (${query}) to ${quotedString(path)} (format parquet, compression zstd)`,
  );
  return Number(copied.getRows()[0]?.[0]);
}

interface ParquetColumn {
  readonly name: string;
  readonly type: string;
}

/** The smallest whole number from which on the type is no longer exact; undefined if the type is always exact. */
const maxExactNumber = ({ type }: ParquetColumn) => ({ DOUBLE: 2 ** 53, FLOAT: 2 ** 24 })[type];

/** An id that is stored as a floating-point number becomes text without a fraction: `101`, not `101.0`. */
function exactText(column: ParquetColumn): string {
  const value = quotedIdentifier(column.name);
  if (isNested(column)) return `to_json(${value})::varchar`;
  if (column.type === "BLOB") return `decode(${value})`;
  if (maxExactNumber(column) === undefined) return `${value}::varchar`;
  return `case when isfinite(${value}) and ${value} = trunc(${value}) then ${value}::hugeint::varchar else ${value}::varchar end`;
}

/** True for lists, structs and maps. */
const isNested = ({ type }: ParquetColumn): boolean => /\]$|^(STRUCT|MAP|UNION|JSON|VARIANT)\b/.test(type);

/** The most digits of a number that stays exact. */
const maxDigits = 38;

/** A Fault if a column has decimals that are wider than any exact type: they would be read as rounded numbers. */
async function assertExactDecimals(connection: DuckDBConnection, path: string): Promise<void> {
  const [wide] = await rowsOf<{ name: string; digits: bigint }>(
    connection,
    `select name, digits from (select name, coalesce(precision::bigint,
        nullif(regexp_extract(logical_type::varchar, 'precision=([0-9]+)', 1), '')::bigint) as digits
      from parquet_schema(${quotedPath(path)})) where digits > ${maxDigits}`,
  );
  if (!wide) return;
  throw new Fault(
    `column ${wide.name} has decimals of ${wide.digits} digits, more than the ${maxDigits} that can be read exactly; export it as text`,
  );
}

/** A Fault if a column of bytes is no text. Some programs do not mark their texts as such. */
async function assertTexts(connection: DuckDBConnection, read: string, columns: readonly ParquetColumn[]) {
  const blobs = columns.filter(({ type }) => type === "BLOB");
  if (blobs.length === 0) return;
  const faults = blobs.map(({ name }, at) => {
    const value = quotedIdentifier(name);
    return `bool_or(${value} is not null and try(decode(${value})) is null) as c${at}`;
  });
  const query = `select ${faults.join(", ")} from ${read}`;
  const [found] = await rowsOf<Record<string, boolean | null>>(connection, query).catch((error) => {
    throw asFault(error);
  });
  const wrong = blobs.find((_, at) => found?.[`c${at}`] === true);
  if (wrong) throw new Fault(`column ${wrong.name} holds bytes that are not UTF-8; export it as text in UTF-8`);
}

/** A Fault if a column has whole numbers beyond the exact range of its type: two ids may have become the same. */
async function assertExactNumbers(connection: DuckDBConnection, read: string, columns: readonly ParquetColumn[]) {
  const inexact = columns.filter((column) => maxExactNumber(column) !== undefined);
  if (inexact.length === 0) return;
  const largest = inexact.map(
    (column, at) =>
      `bool_or(isfinite(${quotedIdentifier(column.name)}) and abs(${quotedIdentifier(column.name)}) >= ${maxExactNumber(column)}) as c${at}`,
  );
  const query = `select ${largest.join(", ")} from ${read}`;
  const [found] = await rowsOf<Record<string, boolean | null>>(connection, query).catch((error) => {
    throw asFault(error);
  });
  const wrong = inexact.find((_, at) => found?.[`c${at}`] === true);
  if (!wrong) return;
  throw new Fault(
    `column ${wrong.name} is a ${wrong.type} with numbers from ${maxExactNumber(wrong)} on, which the type cannot store exactly; export it as text or as a whole number`,
  );
}

async function describeColumns(connection: DuckDBConnection, read: string): Promise<ParquetColumn[]> {
  try {
    return await rowsOf<{ name: string; type: string }>(
      connection,
      `select column_name as name, column_type as type from (describe select * from ${read})`,
    );
  } catch (error) {
    if (/memory/i.test(String(error))) throw error;
    throw new Fault("no readable Parquet file; fetch it again");
  }
}
