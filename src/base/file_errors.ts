import { UserError } from "./errors.js";

/** The code of an error of the operating system, e.g. `ENOENT`; undefined for any other error. */
function systemErrorCode(error: unknown): string | undefined {
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall === undefined ? undefined : code;
}

const isMissing = (code: string) => code === "ENOENT" || code === "ENOTDIR";

/**
 * A failed read as a `UserError`: exit 2 if the file is missing (with the message `absent`) or is a folder, 4 if it must not
 * be read. Any error that is not the operating system's is returned unchanged.
 */
export function toReadError(path: string, error: unknown, absent = `${path}: there is no such file`): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  if (isMissing(code)) return new UserError(absent, 2);
  if (code === "EISDIR") return new UserError(`${path} is a folder; expected a file`, 2);
  return new UserError(`${path} cannot be read (${code}); give this user permission to read it`, 4);
}

/**
 * A failed write as a `UserError`: exit 2 if the folder is missing, 4 if the disk or the permissions refuse. Any error that
 * is not the operating system's is returned unchanged.
 */
export function toWriteError(path: string, error: unknown): unknown {
  const code = systemErrorCode(error);
  if (code === undefined) return error;
  if (isMissing(code)) return new UserError(`${path}: there is no such folder; create it first`, 2);
  return new UserError(`${path}: cannot be written (${code}); check free space and permissions`, 4);
}
