import type { DuckDBConnection } from "@duckdb/node-api";
import { withWarehouse } from "../../src/table/database_file.js";
import { rowsOf } from "../../src/table/rows.js";

/** A digest of the rows of each table, independent of their order. `name where ...` restricts the rows. */
export async function digestsOf(
  warehouse: DuckDBConnection,
  tables: readonly string[],
): Promise<Record<string, string>> {
  const digests: Record<string, string> = {};
  for (const table of tables) {
    const [found] = await rowsOf<{ rows: bigint; digest: string | null }>(
      warehouse,
      `select count(*) as rows, md5(string_agg(rows::varchar, '|' order by rows::varchar)) as digest from (from ${table}) as rows`,
    );
    digests[table] = `${found!.rows} ${found!.digest}`;
  }
  return digests;
}

/** They hold the machine's clock, or name the run itself. */
const ofTheRunItself = ["marts.runs", "raw.run_log"];

/** The digests of all tables and views of a published file, each with the names of its columns. */
export const digestsOfFile = (path: string): Promise<Record<string, string>> =>
  withWarehouse(path, "READ_ONLY", async (reader) => {
    const found = await rowsOf<{ name: string; columns: string; selected: string }>(
      reader,
      `select schema_name || '.' || table_name as name,
         string_agg('"' || column_name || '"', ', ' order by column_name) as columns,
         -- Sums of doubles differ in their last digits with the order in which they are added.
         string_agg(case when data_type = 'DOUBLE' then 'round("' || column_name || '", 9) as ' else '' end
           || '"' || column_name || '"', ', ' order by column_name) as selected
       from duckdb_columns() where not internal group by all order by all`,
    );
    const tables = found.filter(({ name }) => !ofTheRunItself.includes(name));
    const digests: Record<string, string> = {};
    for (const { name, columns, selected } of tables) {
      const rows = `(select ${selected} from ${name})`;
      digests[name] = `${(await digestsOf(reader, [rows]))[rows]} of ${columns}`;
    }
    return digests;
  });
