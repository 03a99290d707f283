import { open, rename, writeFile } from "node:fs/promises";

/** Waits until a file or a folder is on the disk (fsync). */
export async function syncToDisk(path: string): Promise<void> {
  const file = await open(path);
  await file.sync().finally(() => file.close());
}

/** Writes a value as JSON that only the owner may read. The file is replaced in one rename, so a reader sees the old or the new one. */
export async function writePrivateJson(path: string, value: unknown): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await syncToDisk(`${path}.new`);
  await rename(`${path}.new`, path);
}
