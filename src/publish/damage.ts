/** Finds what has changed in the files of publications since they were written. */
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { sha256Of } from "../text/bytes.js";
import { type Publication, parquetOf, publicationFolder, type WrittenFile } from "./publication.js";

/** Reads whether a file still is as it was written: null if it is, else what is wrong with it. */
export type FindDamage = (path: string, written: WrittenFile) => Promise<string | null>;

/** A search that hashes a file with several names only once. */
export function createDamageFinder(): FindDamage {
  const hashes = new Map<string, Promise<string>>();
  return async (path, { sha256, bytes }) => {
    const found = await stat(path, { bigint: true }).catch(() => undefined);
    if (found === undefined || !found.isFile()) return "the file is missing";
    if (found.size !== BigInt(bytes)) return `it has ${found.size} bytes instead of ${bytes}`;
    const key = `${found.dev}:${found.ino}`;
    if (!hashes.has(key)) hashes.set(key, sha256Of(path));
    return (await hashes.get(key)) === sha256 ? null : "its content has changed since it was published";
  };
}

/** A write-ahead log beside a published file, which is whole without one; null if there is none. */
export const findStrayLog = (path: string): string | null =>
  existsSync(`${path}.wal`) ? `${path}.wal lies beside it, and whoever opens the file sees what is in that log` : null;

/** Every file of a kept publication: where it is, and as what it was written. */
export const listFiles = (folder: string, { run_id, files, parquet }: Publication) => [
  ...files.map((written) => ({ path: join(publicationFolder(folder, run_id), written.file), written })),
  ...(parquet ?? []).map((written) => ({ path: join(parquetOf(folder, run_id), written.file), written })),
];
