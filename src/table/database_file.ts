import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { syncToDisk } from "../base/private_file.js";
import { DuckDBInstance } from "./duckdb.js";

const offline = { autoinstall_known_extensions: "false", autoload_known_extensions: "false" };
const modes = { READ_WRITE: { storage_compatibility_version: "v1.4.0" }, READ_ONLY: {} };

/** Does some work with a connection of its own and closes it afterwards. */
export type WithConnection = <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;

/** Opens a database file, does the work and closes it. A process may open a file only once, but use several connections. */
export async function withDatabase<T>(
  path: string,
  mode: keyof typeof modes,
  work: (withConnection: WithConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(path, { access_mode: mode, ...offline, ...modes[mode] });
  try {
    return await work(async (inner) => {
      const connection = await instance.connect();
      try {
        await connection.run("set timezone = 'UTC'");
        return await inner(connection);
      } finally {
        connection.closeSync();
      }
    });
  } finally {
    instance.closeSync();
  }
}

/** The same with one connection. */
export const withWarehouse = <T>(
  path: string,
  mode: keyof typeof modes,
  work: (warehouse: DuckDBConnection) => Promise<T>,
): Promise<T> => withDatabase(path, mode, (withConnection) => withConnection(work));

/**
 * Builds a new file next to the published one and replaces it in one rename: readers see the old one or the new one. The new
 * file has a name of its own, so that no other process can build into it. After an abort nothing is published.
 */
export async function replaceDatabase(
  path: string,
  work: (warehouse: DuckDBConnection) => Promise<void>,
  abort?: AbortSignal,
): Promise<void> {
  const building = `${path}.${randomUUID().slice(0, 8)}.building`;
  try {
    await withWarehouse(building, "READ_WRITE", async (warehouse) => {
      await work(warehouse);
      await warehouse.run("checkpoint");
    });
    if (existsSync(`${building}.wal`))
      throw new Error(`${building}.wal still exists: the checkpoint did not write everything`);
    await syncToDisk(building);
    await rm(`${path}.wal`, { force: true }); // DuckDB would apply an old one to the new file.
    abort?.throwIfAborted();
    await rename(building, path);
  } catch (error) {
    await removeDatabase(building);
    throw error;
  }
  await syncToDisk(dirname(path));
}

/** Removes the unfinished files of builds that were killed. Only for a process that alone may build here. */
export async function removeUnfinishedDatabases(path: string): Promise<void> {
  const folder = dirname(path);
  const isUnfinished = (name: string) =>
    name.startsWith(`${basename(path)}.`) && /\.building(\.wal|\.tmp)?$/.test(name);
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter(isUnfinished)) await rm(join(folder, name), { recursive: true, force: true });
}

async function removeDatabase(path: string): Promise<void> {
  for (const file of [path, `${path}.wal`]) await rm(file, { force: true });
}
