import { existsSync } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { syncToDisk } from "../base/private_file.js";
import { DuckDBInstance } from "./duckdb.js";

const offline = { autoinstall_known_extensions: "false", autoload_known_extensions: "false" };
const modes = { READ_WRITE: { storage_compatibility_version: "v1.4.0" }, READ_ONLY: {} };

/** Does some work through a connection of its own. */
export type WithConnection = <T>(work: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;

/** Works on a database file through the one instance that this process may have of it, then closes it. */
export async function withDatabase<T>(
  path: string,
  mode: keyof typeof modes,
  work: (through: WithConnection) => Promise<T>,
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

/** The same through one connection. */
export const withWarehouse = <T>(
  path: string,
  mode: keyof typeof modes,
  work: (warehouse: DuckDBConnection) => Promise<T>,
): Promise<T> => withDatabase(path, mode, (through) => through(work));

/** Builds a new file beside the published one and renames it over: readers see the old one or the new one, never half. */
export async function replaceDatabase(
  path: string,
  work: (warehouse: DuckDBConnection) => Promise<void>,
): Promise<void> {
  const building = `${path}.building`;
  await removeDatabase(building); // A run that was killed may have left it.
  try {
    await withWarehouse(building, "READ_WRITE", async (warehouse) => {
      await work(warehouse);
      await warehouse.run("checkpoint");
    });
    if (existsSync(`${building}.wal`))
      throw new Error(`${building}.wal is left: the checkpoint did not take all of it`);
    await syncToDisk(building);
    await rm(`${path}.wal`, { force: true }); // A stale one would be replayed into the new file.
    await rename(building, path);
  } catch (error) {
    await removeDatabase(building);
    throw error;
  }
  await syncToDisk(dirname(path));
}

async function removeDatabase(path: string): Promise<void> {
  for (const left of [path, `${path}.wal`]) await rm(left, { force: true });
}
