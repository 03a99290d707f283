import type { DuckDBConnection } from "@duckdb/node-api";
import { machineMemory } from "../base/machine_memory.js";
import { quotedString } from "../table/dialect.js";
import type { Config } from "./config_schema.js";

/** The memory limit of a run by default. DuckDB writes the rest to disk, which costs little, and the machine stays usable. */
const defaultMemoryBytes = 3 * 2 ** 30;

/** The default memory limit in bytes on a machine with this many bytes: a small machine keeps a fifth for other programs. */
export const defaultMemoryLimit = (machineBytes: number): number =>
  Math.floor(Math.min(defaultMemoryBytes, 0.8 * machineBytes));

/** Limits the database's threads and memory as configured; by default to all cores and the default memory limit. */
export async function limitResources(connection: DuckDBConnection, resources: Config["resources"]): Promise<void> {
  const { threads, memory_limit } = resources;
  if (threads !== null) await connection.run(`set threads = ${threads}`);
  await connection.run(`set memory_limit = ${quotedString(memory_limit ?? `${defaultMemoryLimit(machineMemory())}B`)}`);
}
