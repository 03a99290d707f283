import { mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onEndingSignal } from "./ending_signals.js";
import { UserError } from "./errors.js";

interface ScratchOptions {
  /** The beginning of the folder's name. */
  readonly name?: string;
  /** Also remove the folder when a signal ends the process, e.g. Ctrl-C. */
  readonly removeOnSignal?: boolean;
}

/** Makes a private folder below the system's temporary folder. A `UserError` if that cannot be (exit 4). */
export function makeScratchFolder(name: string): string {
  try {
    return mkdtempSync(join(tmpdir(), `${name}-`));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `${tmpdir()}: no temporary folder can be made there (${code}); let TMPDIR name a folder that this user may write to`,
      4,
    );
  }
}

/** Works in a private folder below the system's temporary folder and removes it afterwards, also after an error. */
export async function withScratchFolder<T>(
  work: (folder: string) => Promise<T>,
  { name = "closedloop", removeOnSignal = false }: ScratchOptions = {},
): Promise<T> {
  let folder: string | undefined;
  const remove = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  // It listens before the folder exists, so that no signal can arrive in between.
  const release = removeOnSignal ? onEndingSignal(remove) : () => {};
  try {
    folder = makeScratchFolder(name);
    return await work(folder);
  } finally {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    release();
  }
}
