import { randomUUID } from "node:crypto";
import { lstat, open, rename, rm } from "node:fs/promises";
import { UserError } from "../base/errors.js";

/** Fills a new private file beside `path` and renames it over, so that nobody reads half of it. */
export async function replaceFile(path: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${randomUUID().slice(0, 8)}.partial`;
  try {
    await mustBeReplaceable(path);
    await (await open(partial, "wx", 0o600)).close();
    await fill(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw toWriteError(path, error);
  }
}

/** A rename over /dev/null or a named pipe would put a file in its place. */
async function mustBeReplaceable(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined);
  if (found && !found.isFile()) throw new UserError(`${path}: is no file that can be replaced; name a file`, 2);
}

function toWriteError(path: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error;
  if (code === "ENOENT" || code === "ENOTDIR")
    return new UserError(`${path}: there is no such folder; make it first`, 2);
  return new UserError(`${path}: cannot be written (${code}); check free space and permissions`, 4);
}
