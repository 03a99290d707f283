import { totalmem } from "node:os";
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedString } from "../table/dialect.js";
import type { Config } from "./config_schema.js";

/** What a night takes where the configuration does not say: more is spilt, which costs little, and the machine stays usable. */
const defaultMemoryBytes = 3 * 2 ** 30;

/** Bytes that a run takes of a machine of so many, unless it is told: a fifth of a small one is left to others. */
export const defaultMemoryLimit = (machineBytes: number): number =>
  Math.floor(Math.min(defaultMemoryBytes, 0.8 * machineBytes));

/** A container may have less than its machine; 0 or more than the machine: nothing constrains it. */
const machineMemory = () => Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);

/** Bounds the database's threads and memory: as the configuration says, else all cores and the usual limit. */
export async function limitResources(connection: DuckDBConnection, resources: Config["resources"]): Promise<void> {
  const { threads, memory_limit } = resources;
  if (threads !== null) await connection.run(`set threads = ${threads}`);
  await connection.run(`set memory_limit = ${quotedString(memory_limit ?? `${defaultMemoryLimit(machineMemory())}B`)}`);
}
