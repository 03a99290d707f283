import type { DuckDBConnection } from "@duckdb/node-api";
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
