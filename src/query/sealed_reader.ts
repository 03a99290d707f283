import { existsSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../base/errors.js";
import { DuckDBInstance } from "../table/duckdb.js";
import { toUserError } from "./duckdb_errors.js";
import { withSpillFolder } from "./spill_folder.js";

/** What bounds a reader besides memory and disk, which `confined` bounds. */
export interface ReaderLimits {
  /** Seconds of wall time for all of the work, its output included; none: no limit. */
  readonly timeoutSeconds?: number | undefined;
}

/** How long an interrupted query may take to notice. */
const graceSeconds = 1;

/**
 * Works on the published file through a connection that can write nothing, reach no other file and change no setting.
 * A query that outlasts limit and grace goes on after the `UserError`: end the process with `process.exit` then.
 */
export async function withReader<T>(
  path: string,
  work: (reader: DuckDBConnection) => Promise<T>,
  { timeoutSeconds }: ReaderLimits = {},
): Promise<T> {
  if (!existsSync(path)) throw new UserError(`${path}: no warehouse yet, run \`closedloop run\``, 2);
  return withSpillFolder(async (options) => {
    // DuckDB takes `temp_directory` only before external access is shut.
    const sealed = { ...options, access_mode: "READ_ONLY", enable_external_access: "false" };
    const instance = await DuckDBInstance.create(path, sealed).catch((error) => {
      throw toOpenError(path, error);
    });
    const reader = await instance.connect();
    const worked = lockSettings(reader)
      .then(() => work(reader))
      .finally(() => {
        reader.closeSync();
        instance.closeSync();
      });
    return timeoutSeconds === undefined ? worked : withTimeout(timeoutSeconds, reader, worked);
  });
}

/** The time zone is no option of opening, and no setting changes any more once they are locked. */
async function lockSettings(reader: DuckDBConnection): Promise<void> {
  await reader.run("set timezone = 'UTC'");
  await reader.run("set lock_configuration = true");
}

function toOpenError(path: string, error: unknown): unknown {
  const known = toUserError(error);
  if (!(known instanceof UserError)) return error;
  return new UserError(`${path}: cannot be opened; run \`closedloop verify\`\n${known.message}`, 4);
}

async function withTimeout<T>(seconds: number, reader: DuckDBConnection, worked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let late = false;
  const stuck = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      late = true;
      reader.interrupt();
      timer = setTimeout(() => {
        killOnExit();
        reject(createTimeoutError(seconds));
      }, graceSeconds * 1000);
    }, seconds * 1000);
  });
  try {
    return await Promise.race([worked, stuck]);
  } catch (error) {
    throw late ? createTimeoutError(seconds) : error;
  } finally {
    clearTimeout(timer);
  }
}

const createTimeoutError = (seconds: number) =>
  new UserError(`The query was stopped at its time limit of ${seconds} s; ask for less, or allow more time.`, 4);

/** Node waits at its exit for DuckDB's thread, which a single long function call holds for a minute after its interrupt. */
function killOnExit(): void {
  process.once("exit", () => process.kill(process.pid, "SIGKILL"));
}
