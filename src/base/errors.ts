import { bugKind } from "./bugs.js";
import { duckdbErrorKind, withoutQuotedValues } from "./duckdb_message.js";
import { maskAddresses } from "./mask_addresses.js";

/** An error that the user can fix: the message says where it is, what was found and what to do. No stack is shown. */
export class UserError extends Error {
  /** As in `exitCodes` of the help: 1 a failed check, 2 usage, 3 an export, 4 the machine, 75 another run is at work. */
  constructor(
    message: string,
    readonly exitCode: 1 | 2 | 3 | 4 | 75,
  ) {
    super(message);
  }
}

/** The beginning of DuckDB's messages about the machine: memory, disk, permissions, or a file that is gone. */
const systemErrorPrefix = /^(IO|Out of Memory|Permission) Error: /;

/** What the operating system says of a full disk. DuckDB quotes it in errors of any kind, even fatal ones. */
const fullDisk = /No space left on device|Disk quota exceeded|not enough space on the disk/i;

/** What to do about an error that does not say so itself: a full disk. */
export const remedyOf = (error: unknown): string =>
  fullDisk.test((error as Error | undefined)?.message ?? "") ? "\nMake room on the disk, then run again." : "";

/** The exit code for an error: its own if it is a UserError, 4 for a problem of the machine, 70 for a bug. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UserError) return error.exitCode;
  const { code, syscall, message } = error as Partial<NodeJS.ErrnoException>;
  const isSystemError = code !== undefined && syscall !== undefined;
  return isSystemError || systemErrorPrefix.test(message ?? "") || fullDisk.test(message ?? "") ? 4 : 70;
}

/** The message that others may read. The message of a bug is left out, because DuckDB quotes rows in it. */
export function safeMessageOf(error: unknown): string {
  if (exitCodeOf(error) !== 70) return maskAddresses(publicMessageOf(error as Error));
  return `a bug: ${bugKind(error)}; its message is in bug.txt`;
}

/** The message of an error without the values of rows that DuckDB quotes. What DuckDB says of a full disk is kept. */
export function publicMessageOf(error: Error): string {
  if (error instanceof UserError) return error.message;
  const shown = withoutQuotedValues(error.message);
  const [disk] = fullDisk.exec(error.message) ?? [];
  return disk !== undefined && !shown.includes(disk) ? `${duckdbErrorKind(error.message)} Error: ${disk}` : shown;
}
