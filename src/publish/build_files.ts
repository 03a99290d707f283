import { existsSync } from "node:fs";
import { chmod, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { syncToDisk } from "../base/private_file.js";
import { withWarehouse } from "../table/database_file.js";
import { rowsOf } from "../table/rows.js";
import { sha256Of } from "../text/bytes.js";
import { type WrittenFile, warehouseFile } from "./publication.js";

/** A further database file to publish together with the main one, e.g. explore.duckdb. */
export interface FurtherFile {
  readonly file: `${string}.duckdb`;
  /** Makes the file at `path` from the finished tables, e.g. by ATTACH, and closes it again by DETACH. */
  readonly make: (warehouse: DuckDBConnection, path: string) => Promise<void>;
}

/** Fills the main file. */
export type FillWarehouse = (warehouse: DuckDBConnection) => Promise<void>;

/**
 * Builds the database files of a publication in a new folder. Afterwards each is whole on the disk, nothing of it is left in
 * a write-ahead log, and it was opened once to see that it can be read.
 */
export async function buildFiles(
  folder: string,
  fill: FillWarehouse,
  further: readonly FurtherFile[],
): Promise<WrittenFile[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, warehouseFile);
  const built = await withWarehouse(path, "READ_WRITE", async (warehouse) => {
    await fill(warehouse);
    for (const { file, make } of further) await make(warehouse, join(folder, file));
    await warehouse.run("checkpoint");
    return listTables(warehouse);
  });
  const opened = await readTables(path);
  if (JSON.stringify(opened) !== JSON.stringify(built))
    throw new Error(`${path} was built with ${built.length} tables, but other ones are found in it`);
  for (const { file } of further) {
    const tables = await readTables(join(folder, file));
    if (tables.length === 0) throw new Error(`${join(folder, file)} was built without a table`);
  }
  const files: WrittenFile[] = [];
  for (const file of [warehouseFile, ...further.map((one) => one.file)]) files.push(await finishFile(folder, file));
  await syncToDisk(folder);
  return files;
}

/** The tables and views of a file, each with the number of its columns and rows. */
const listTables = async (database: DuckDBConnection): Promise<string[]> =>
  (
    await rowsOf<{ shown: string }>(
      database,
      `select format('{}.{} {} {}', schema_name, table_name, column_count, estimated_size) as shown
      from duckdb_tables() where database_name = current_database() and not internal
      union all
      select format('{}.{} {}', schema_name, view_name, column_count)
      from duckdb_views() where database_name = current_database() and not internal
      order by shown`,
    )
  ).map(({ shown }) => shown);

async function readTables(path: string): Promise<string[]> {
  if (existsSync(`${path}.wal`))
    throw new Error(`${path}.wal still exists: the checkpoint did not write everything into ${path}`);
  return withWarehouse(path, "READ_ONLY", listTables);
}

/** Writes a closed file to the disk and computes its hash, without which nobody could tell later whether it has changed. */
async function finishFile(folder: string, file: string): Promise<WrittenFile> {
  const path = join(folder, file);
  await chmod(path, 0o600);
  await syncToDisk(path);
  return { file, sha256: await sha256Of(path), bytes: (await stat(path)).size };
}
