/** The published tables as Parquet, for other platforms: `parquet/<run id>/marts/<table>/part-0.parquet`. */
import { chmod, mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { syncToDisk } from "../base/private_file.js";
import { createSalt, sharedColumnSql, sharedColumns } from "../build/shared_columns.js";
import { quotedIdentifier, quotedString } from "../table/dialect.js";
import { columnsInShape, type ModelShape, publishedName, type Table } from "../table/model.js";
import { sha256Of } from "../text/bytes.js";
import type { WrittenFile } from "./publication.js";

/** A table to write as Parquet, with the SQL of its columns that may be shared. */
export interface SharedTable {
  readonly table: Table;
  readonly columns: readonly string[];
}

/** The marts with the columns that may be shared: without personal data, unless `explore` is `full`. */
export function listParquetTables(
  tables: readonly Table[],
  shape: ModelShape,
  explore: "without_personal_data" | "full",
  salt: string = createSalt(),
): SharedTable[] {
  return tables.flatMap((table) => {
    if (!table.name.startsWith("marts.")) return [];
    const columns =
      explore === "full"
        ? Object.keys(columnsInShape(table, shape)).map(quotedIdentifier)
        : Object.entries(sharedColumns(table, shape)).map(([name, column]) => sharedColumnSql(name, column, salt));
    return columns.length > 0 ? [{ table, columns }] : [];
  });
}

/** Writes tables into a new folder, one file each. Every file is whole on the disk afterwards. */
export async function writeParquet(
  warehouse: DuckDBConnection,
  folder: string,
  tables: readonly SharedTable[],
): Promise<WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const { table, columns } of tables) {
    const file = join(...table.name.split("."), "part-0.parquet");
    const path = join(folder, file);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await warehouse.run(
      `copy (select ${columns.join(", ")} from ${publishedName(table)})
      to ${quotedString(path)} (format parquet, compression zstd)`,
    );
    await chmod(path, 0o600);
    await syncToDisk(path);
    await syncToDisk(dirname(path));
    written.push({ file, sha256: await sha256Of(path), bytes: (await stat(path)).size });
  }
  await syncToDisk(join(folder, "marts"));
  await syncToDisk(folder);
  return written;
}
