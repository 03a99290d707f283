import { totalmem } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Config } from "./config/schema.js";
import { quotedString } from "./dialect.js";

/** What a night takes where the configuration does not say: more is spilt, which costs little, and the machine stays usable. */
const usualBytes = 3 * 2 ** 30;

/** Bounds the database's threads and memory: as the configuration says, else all cores and 3 GiB, or 80 % of a machine that has less. */
export async function useResources(connection: DuckDBConnection, resources: Config["resources"]): Promise<void> {
  const { threads, memory_limit } = resources;
  if (threads !== null) await connection.run(`set threads = ${threads}`);
  const limit = memory_limit ?? `${Math.floor(Math.min(usualBytes, 0.8 * totalmem()))}B`;
  await connection.run(`set memory_limit = ${quotedString(limit)}`);
}
