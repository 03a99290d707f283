import { machineMemory } from "./machine_memory.js";

/** The most memory of the process that answers a question: what DuckDB counts, what it does not count, and the rest of the process. */
const processBytes = 3 * 2 ** 30;
/** The share of the machine's memory for it: a small machine keeps a quarter for other programs. */
const machineShare = 0.75;
/** The most memory that DuckDB may use for a question; the rest goes to disk. */
const databaseBytes = 2e9;
/** The share of the process's memory for it. */
const databaseShare = 0.65;

/** The limits of memory of a question in bytes, on a machine with this much memory. */
export function questionMemory(machineBytes = machineMemory()): {
  /** The process is killed beyond it. */
  readonly process: number;
  /** DuckDB's own limit. */
  readonly database: number;
} {
  const process = Math.floor(Math.min(processBytes, machineShare * machineBytes));
  return { process, database: Math.floor(Math.min(databaseBytes, databaseShare * process)) };
}

/** Bytes as a text for messages, e.g. `3.0 GiB`. */
export const gibibytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;

/** What a question says that reached its time limit. */
export const timeLimitMessage = (seconds: number): string =>
  `The query was stopped at its time limit of ${seconds} s; ask for less data, or raise --timeout.`;
