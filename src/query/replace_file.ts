import { randomUUID } from "node:crypto";
import { lstat, open, rename, rm } from "node:fs/promises";
import { resolve } from "node:path";
import { UserError } from "../base/errors.js";
import { toWriteError } from "../base/file_errors.js";
import { tellGuard } from "../base/guard_channel.js";
import { syncToDisk } from "../base/private_file.js";

/** Writes a new private file next to `path` and renames it to `path`, so that no one reads a partial file. */
export async function replaceFile(path: string, fill: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${path}.${randomUUID().slice(0, 8)}.partial`;
  try {
    await mustBeReplaceable(path);
    await tellGuard({ partial: resolve(partial) });
    await (await open(partial, "wx", 0o600)).close();
    await fill(partial);
    await syncToDisk(partial);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw toWriteError(path, error);
  }
}

/** Renaming a file to /dev/null or to a named pipe would replace it by a file. */
async function mustBeReplaceable(path: string): Promise<void> {
  const existing = await lstat(path).catch(() => undefined);
  if (existing && !existing.isFile()) throw new UserError(`${path} is not a regular file; name a file`, 2);
}
