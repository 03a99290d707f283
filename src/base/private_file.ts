import { open, rename, writeFile } from "node:fs/promises";

/** Waits until the disk has a file or a folder. */
export async function syncToDisk(path: string): Promise<void> {
  const file = await open(path);
  await file.sync().finally(() => file.close());
}

/** Writes a value as JSON for its owner's eyes, in one rename: whoever reads the file reads the old one or the new one. */
export async function writePrivateJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await syncToDisk(`${path}.new`);
  await rename(`${path}.new`, path);
}
