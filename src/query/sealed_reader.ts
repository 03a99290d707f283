import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { tellGuard } from "../base/guard_channel.js";
import { timeLimitMessage } from "../base/question_limits.js";
import { DuckDBInstance } from "../table/duckdb.js";
import { toUserError } from "./duckdb_errors.js";
import { withSpillFolder } from "./spill_folder.js";

/** Limits of a reader; `withSpillFolder` limits its memory and disk space. */
interface ReaderLimits {
  /** Seconds for all of the work, its output included; without it there is no limit. */
  readonly timeoutSeconds?: number | undefined;
}

const interrupted = new WeakSet<DuckDBConnection>();

/** True if the reader was interrupted at its time limit. */
export const wasInterrupted = (reader: DuckDBConnection): boolean => interrupted.has(reader);

/** How many seconds an interrupted query may take to stop. */
const graceSeconds = 0.5;

/**
 * Reads the published file through a connection that cannot write, read other files or change settings.
 * A query that does not stop at its time limit still runs after the `UserError`; the guard of the process then ends both.
 */
export async function withReader<T>(
  path: string,
  work: (reader: DuckDBConnection) => Promise<T>,
  { timeoutSeconds }: ReaderLimits = {},
): Promise<T> {
  if (timeoutSeconds !== undefined) await tellGuard({ timeoutSeconds });
  if (!existsSync(path)) throw new UserError(`${path}: no warehouse yet; run \`closedloop run\``, 2);
  return withSpillFolder(async (options) => {
    // DuckDB accepts `temp_directory` only before external access is disabled.
    const sealed = { ...options, access_mode: "READ_ONLY", enable_external_access: "false" };
    const instance = await DuckDBInstance.create(path, sealed).catch((error) => {
      throw toOpenError(path, error);
    });
    const reader = await instance.connect();
    const running = lockSettings(reader)
      .then(() => work(reader))
      .finally(() => {
        reader.closeSync();
        instance.closeSync();
      });
    return timeoutSeconds === undefined ? running : withTimeout(timeoutSeconds, reader, running);
  });
}

/** The time zone cannot be set when a database is opened, and no setting can change after they are locked. */
async function lockSettings(reader: DuckDBConnection): Promise<void> {
  await reader.run("set timezone = 'UTC'");
  await reader.run("set lock_configuration = true");
}

function toOpenError(path: string, error: unknown): unknown {
  const known = toUserError(error, { isPreparing: true });
  if (!(known instanceof UserError)) return error;
  return new UserError(`${path}: cannot be opened; \`closedloop run --from-history\` rebuilds it\n${known.message}`, 4);
}

async function withTimeout<T>(seconds: number, reader: DuckDBConnection, running: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let isLate = false;
  const stuck = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isLate = true;
      interrupted.add(reader);
      reader.interrupt();
      timer = setTimeout(() => reject(createTimeoutError(seconds)), graceSeconds * 1000);
    }, seconds * 1000);
  });
  try {
    return await Promise.race([running, stuck]);
  } catch (error) {
    throw isLate ? createTimeoutError(seconds) : error;
  } finally {
    clearTimeout(timer);
  }
}

const createTimeoutError = (seconds: number) => new UserError(timeLimitMessage(seconds), 4);
