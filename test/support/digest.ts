import type { DuckDBConnection } from "@duckdb/node-api";
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
