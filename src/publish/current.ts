/** Which publication the published file is. */
import { existsSync } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { syncToDisk } from "../base/private_file.js";
import { withWarehouse } from "../table/database_file.js";
import { rowsOf } from "../table/rows.js";
import { sha256Of } from "../text/bytes.js";
import { prepareFile } from "./prepared_files.js";
import {
  buildingFolder,
  type Publication,
  publicationFolder,
  publicationsFolder,
  readPublications,
  warehouseFile,
  writePublication,
} from "./publication.js";
import { readLastPlacement } from "./put_in_place.js";
import { readEverything } from "./read_everything.js";

/** The run that built a file, as `marts.runs` in it says. */
type BuiltBy = Omit<Publication, "schema_version" | "version" | "published_at" | "replaced" | "files" | "parquet">;

/** The run id of the publication that is in place; undefined if there is none, or none that closedloop built. */
export async function findCurrent(folder: string): Promise<string | undefined> {
  const path = join(folder, warehouseFile);
  const kept = await readPublications(folder);
  for (const { run_id } of kept) {
    if (await isSameFile(path, join(publicationFolder(folder, run_id), warehouseFile))) return run_id;
  }
  // On some file systems it is a copy. A file that cannot be opened is taken for the one that was put there.
  return (await readBuiltBy(path))?.run_id ?? (await readLastPlacement(folder))?.publication;
}

/** True if both paths name one file: then it has its bytes only once on the disk. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([one, other].map((path) => stat(path, { bigint: true }).catch(() => undefined)));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

/**
 * Keeps the published file as a publication if it is not one yet: it was published by a version that kept none, or was put
 * there by hand. Returns why it cannot be kept, if it cannot.
 */
export async function keepPublishedFile(folder: string): Promise<string | undefined> {
  const path = join(folder, warehouseFile);
  if (!existsSync(path)) return undefined;
  const current = await findCurrent(folder);
  if (current !== undefined && existsSync(publicationFolder(folder, current))) return undefined;
  const building = buildingFolder(folder, "earlier");
  await rm(building, { recursive: true, force: true });
  await mkdir(building, { recursive: true, mode: 0o700 });
  try {
    const kept = await keepFile(path, building);
    if (kept === undefined)
      return `${path} cannot be kept for a rollback: it is damaged, or it is no database of closedloop`;
    await rename(building, publicationFolder(folder, kept));
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  await syncToDisk(publicationsFolder(folder));
  return undefined;
}

/** Keeps a published file in a folder and writes its record there. Returns the run that built it; undefined if none did, or if the file is damaged. */
async function keepFile(path: string, folder: string): Promise<string | undefined> {
  const copy = join(folder, warehouseFile);
  await prepareFile(path, copy);
  const builtBy = await readBuiltBy(copy);
  // A hash of a damaged file would make it look whole ever after.
  if (!builtBy || (await readEverything(copy)).fault !== undefined) return undefined;
  const { size, mtime } = await stat(copy);
  const files = [{ file: warehouseFile, sha256: await sha256Of(copy), bytes: size }];
  const published_at = mtime.toISOString() as Publication["published_at"];
  const rest = { version: null, published_at, replaced: null, files, parquet: null };
  await writePublication(folder, { schema_version: 1, ...builtBy, ...rest });
  return builtBy.run_id;
}

/** Reads which run built a file; undefined if the file does not open, or if closedloop did not build it. */
async function readBuiltBy(path: string): Promise<BuiltBy | undefined> {
  // With a write-ahead log beside it, DuckDB would show other rows than the file has.
  if (!existsSync(path) || existsSync(`${path}.wal`)) return undefined;
  const query = "select run_id, publication_id, file_count, as_of, started_at from marts.runs where is_current";
  const runs = await withWarehouse(path, "READ_ONLY", (reader) =>
    rowsOf<Omit<BuiltBy, "file_count"> & { file_count: bigint }>(reader, query),
  ).catch(() => []);
  const [run] = runs.map(({ file_count, ...rest }) => ({ ...rest, file_count: Number(file_count) }));
  return run;
}
