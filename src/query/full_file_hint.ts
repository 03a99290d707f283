/** Tells a question that fails on `explore.duckdb` if only the full file has what it names. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { quotedString } from "../table/duckdb.js";
import { rowsOf } from "../table/rows.js";
import { withReader } from "./sealed_reader.js";

/** How DuckDB names a column that it does not find. */
const missingColumn = [/Referenced column "([^"]+)" not found/, /does not have a column named "([^"]+)"/];
/** How DuckDB names a table that it does not find. */
const missingTable = /Table with name "?([\w.]+)"? does not exist/;

/** How many columns a message names. */
const maxNamed = 3;

/** The error of a query on `explore.duckdb`, or what to do if the same query would do on the full file. The query is prepared there, not run. */
export async function addFullFileHint(error: unknown, query: string, fullPath: string | undefined): Promise<unknown> {
  if (fullPath === undefined || !(error instanceof UserError)) return error;
  const column = missingColumn.map((pattern) => pattern.exec(error.message)?.[1]).find((name) => name !== undefined);
  const table = missingTable.exec(error.message)?.[1];
  if (column === undefined && table === undefined && !/^(Binder|Catalog) Error/.test(error.message)) return error;
  const hint = await withReader(fullPath, (reader) => describeFull(reader, query, { column, table }), {
    timeoutSeconds: 10,
  }).catch(() => undefined);
  return hint === undefined ? error : new UserError(hint, 2);
}

async function describeFull(
  reader: DuckDBConnection,
  query: string,
  { column, table }: { column: string | undefined; table: string | undefined },
): Promise<string> {
  (await reader.prepare(query)).destroySync(); // Throws if the full file lacks something, too.
  const columns = column === undefined ? [] : await personalColumns(reader, column);
  // Of several tables with the column, those that the query names.
  const named = columns.filter(({ name }) => new RegExp(`\\b${name}\\b`, "i").test(query));
  const found = (named.length > 0 ? named : columns).slice(0, maxNamed).map(({ name }) => `${name}.${column}`);
  if (found.length > 0)
    return `${found.join(", ")} ${found.length > 1 ? "are" : "is"} personal: only the full file has ${found.length > 1 ? "them" : "it"}. Add --full if you may see personal data.`;
  return `Only the full file has ${table ?? column ?? "what the query names"}: explore.duckdb has no personal data. Add --full if you may see it.`;
}

const personalColumns = (reader: DuckDBConnection, column: string) =>
  rowsOf<{ name: string }>(
    reader,
    `select table_name as name from duckdb_columns()
    where lower(column_name) = lower(${quotedString(column)}) and comment like '%(personal)' and not internal
    order by schema_name <> 'marts', schema_name, table_name`,
  );
