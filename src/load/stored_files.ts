/** The Parquet files of a load: their hashes when they were written, and what differs from them now. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of } from "../text/bytes.js";

/** The files of a load besides `load.json`. */
const loadFiles = ["rows.parquet", "rejects.parquet"] as const;
type LoadFileName = (typeof loadFiles)[number];

/** What was written: compared each time the load is read. */
interface StoredFile {
  readonly sha256: string;
  readonly bytes: number;
}
export type StoredFiles = Readonly<Record<LoadFileName, StoredFile>>;

/** The hashes and sizes of the files in the folder of a load. */
export async function hashLoadFiles(folder: string): Promise<StoredFiles> {
  const hashed: [LoadFileName, StoredFile][] = [];
  for (const name of loadFiles) {
    const path = join(folder, name);
    hashed.push([name, { sha256: await sha256Of(path), bytes: (await stat(path)).size }]);
  }
  return Object.fromEntries(hashed) as StoredFiles;
}

/** A file of a load that is not what was written. */
export interface FileDamage {
  readonly file: LoadFileName;
  /** E.g. `rows.parquet is missing`. */
  readonly found: string;
}

/** The files of a load that are missing or not what was written. Without hashes, of a load of an earlier version, only missing ones. */
export async function findFileDamage(folder: string, stored: StoredFiles | undefined): Promise<FileDamage[]> {
  const damage: FileDamage[] = [];
  for (const file of loadFiles) {
    const found = await describeDamage(join(folder, file), stored?.[file]);
    if (found !== undefined) damage.push({ file, found: `${file} ${found}` });
  }
  return damage;
}

async function describeDamage(path: string, stored: StoredFile | undefined): Promise<string | undefined> {
  const found = await stat(path).catch((error) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
    throw error;
  });
  if (!found?.isFile()) return "is missing";
  if (stored === undefined) return undefined;
  if (found.size !== stored.bytes) return `has ${found.size} bytes, ${stored.bytes} were written`;
  const sha256 = await sha256Of(path).catch((error) => {
    // A bad sector of the disk.
    if (error.code === "EIO") return "";
    throw error;
  });
  return sha256 === stored.sha256 ? undefined : "has another content than what was written";
}
