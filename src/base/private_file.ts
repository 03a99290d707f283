import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { open, rename, rm, writeFile } from "node:fs/promises";

const textOf = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Waits until a file or a folder is on the disk (fsync). */
export async function syncToDisk(path: string): Promise<void> {
  const file = await open(path);
  await file.sync().finally(() => file.close());
}

/** The same at once: no signal is heard meanwhile. */
export function syncToDiskNow(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a value as JSON that only the owner may read. The file is replaced in one rename, so a reader sees the old or the new one. */
export const writePrivateJson = (path: string, value: unknown): Promise<void> => writePrivateText(path, textOf(value));

/** The same with a text. */
export async function writePrivateText(path: string, text: string): Promise<void> {
  // A file that exists keeps its rights.
  await rm(`${path}.new`, { force: true });
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await syncToDisk(`${path}.new`);
  await rename(`${path}.new`, path);
}

/** The same at once: no signal is heard meanwhile. */
export function writePrivateJsonNow(path: string, value: unknown): void {
  rmSync(`${path}.new`, { force: true });
  writeFileSync(`${path}.new`, textOf(value), { mode: 0o600 });
  syncToDiskNow(`${path}.new`);
  renameSync(`${path}.new`, path);
}
