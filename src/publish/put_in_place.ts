/**
 * Puts a publication in place of the published files. Several files cannot be replaced in one step. So `publishing.json` first
 * says which publication is put in place; whoever comes after a killed process completes what it says.
 */
import { existsSync, renameSync, rmSync } from "node:fs";
import { link, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parsedJson } from "../base/parsed_json.js";
import { syncToDiskNow, writePrivateJsonNow } from "../base/private_file.js";
import { preparedPath, prepareFile, removePreparedFiles } from "./prepared_files.js";
import {
  buildingFolder,
  buildingParquetOf,
  exploreFile,
  latestParquetPath,
  type Publication,
  parquetFolder,
  parquetOf,
  publicationFolder,
  publicationsFolder,
  readPublication,
  readPublications,
} from "./publication.js";

/** Which publication is put in place, and by which run: its own, or one that rolls back. */
const placementSchema = z.strictObject({ schema_version: z.literal(1), publication: z.string(), run_id: z.string() });
type Placement = z.infer<typeof placementSchema>;
const placementFile = parsedJson(placementSchema);

/** Says what is put in place right now. The file exists only meanwhile, or if the process was killed then. */
const intentPath = (folder: string) => join(folder, "publishing.json");
/** Says what was put in place last. */
const placementPath = (folder: string) => join(folder, "published.json");

const readPlacement = async (path: string) =>
  placementFile.safeParse(await readFile(path, "utf8").catch(() => undefined)).data;

/** What was put in place last, if anything was. */
export const readLastPlacement = (folder: string): Promise<Placement | undefined> =>
  readPlacement(placementPath(folder));

interface PlacingOptions {
  /** The run that puts the publication in place. */
  readonly run: string;
  /** After an abort nothing is put in place. */
  readonly abort?: AbortSignal | undefined;
  /** Called at the instant at which the publication is decided. */
  readonly onPlaced?: (() => void) | undefined;
  /** Gives a file a second name; where the file system cannot, the file is copied. */
  readonly linkFile?: typeof link | undefined;
}

/** Puts a publication in place whose folder has its final name or, if it was built just now, the one of a build. */
export async function putInPlace(
  folder: string,
  publication: Publication,
  { run, abort, onPlaced, linkFile = link }: PlacingOptions,
): Promise<void> {
  const building = buildingFolder(folder, publication.run_id);
  const isBuilt = existsSync(building);
  const from = isBuilt ? building : publicationFolder(folder, publication.run_id);
  const obsolete = await listObsoleteFiles(folder, publication);
  try {
    for (const { file } of publication.files)
      await prepareFile(join(from, file), preparedPath(join(folder, file)), linkFile);
    // From here on nothing is awaited, so that no signal can come between.
    abort?.throwIfAborted();
    writeIntent(folder, publication, run);
    replaceFiles(folder, publication, { isBuilt, onPlaced });
    for (const path of obsolete) for (const each of [path, `${path}.wal`]) rmSync(each, { force: true });
    pointToParquet(folder, publication);
    syncToDiskNow(folder);
    renameSync(intentPath(folder), placementPath(folder));
    syncToDiskNow(folder);
  } catch (error) {
    await removePreparedFiles(folder);
    throw error;
  }
}

function writeIntent(folder: string, { run_id }: Publication, run: string): void {
  try {
    writePrivateJsonNow(intentPath(folder), { schema_version: 1, publication: run_id, run_id: run });
    syncToDiskNow(folder);
  } catch (error) {
    removeIntent(folder);
    throw error;
  }
}

const removeIntent = (folder: string) => {
  for (const path of [`${intentPath(folder)}.new`, intentPath(folder)]) rmSync(path, { force: true });
};

/** Replaces the published files by the prepared ones. What fails before the first one is taken back; what fails later, the next process completes. */
function replaceFiles(
  folder: string,
  publication: Publication,
  { isBuilt, onPlaced }: { isBuilt: boolean } & Pick<PlacingOptions, "onPlaced">,
): void {
  let isDecided = false;
  try {
    if (isBuilt) keepBuilt(folder, publication);
    for (const target of publication.files.map(({ file }) => join(folder, file))) {
      rmSync(`${target}.wal`, { force: true }); // DuckDB would apply an old one to the new file.
      renameSync(preparedPath(target), target);
      isDecided = true;
      // If both were names of one file already, the rename did nothing.
      rmSync(preparedPath(target), { force: true });
    }
  } catch (error) {
    if (!isDecided) {
      removeIntent(folder);
      if (isBuilt) takeBack(folder, publication);
    }
    throw error;
  } finally {
    if (isDecided) onPlaced?.();
  }
}

/** Gives what was built its final names. */
function keepBuilt(folder: string, { run_id, parquet }: Publication): void {
  if (parquet !== null && existsSync(buildingParquetOf(folder, run_id))) {
    renameSync(buildingParquetOf(folder, run_id), parquetOf(folder, run_id));
    syncToDiskNow(parquetFolder(folder));
  }
  renameSync(buildingFolder(folder, run_id), publicationFolder(folder, run_id));
  syncToDiskNow(publicationsFolder(folder));
}

/** Gives what was built the names of a build again. */
function takeBack(folder: string, { run_id }: Publication): void {
  const names = [
    [publicationFolder(folder, run_id), buildingFolder(folder, run_id)],
    [parquetOf(folder, run_id), buildingParquetOf(folder, run_id)],
  ] as const;
  for (const [kept, building] of names) if (existsSync(kept)) renameSync(kept, building);
}

/** Makes `latest.json` name the publication in place. One without Parquet has none: an old pointer would give old rows. */
function pointToParquet(folder: string, publication: Publication): void {
  const path = latestParquetPath(folder);
  const { run_id, publication_id, as_of, published_at, parquet } = publication;
  if (parquet === null) rmSync(path, { force: true });
  else {
    writePrivateJsonNow(path, { schema_version: 1, publication: run_id, publication_id, as_of, published_at });
    syncToDiskNow(parquetFolder(folder));
  }
}

/** Completes what a process had begun to put in place when it was killed; undefined if there is nothing to complete. */
export async function finishPlacing(folder: string): Promise<Publication | undefined> {
  const path = intentPath(folder);
  const intent = await readPlacement(path);
  const publication = intent && (await readWholePublication(folder, intent.publication));
  // Somebody removed the publication: then nothing can be completed, and the next run publishes all files anew.
  if (!publication) await rm(path, { force: true });
  else await putInPlace(folder, publication, { run: intent.run_id });
  return publication;
}

/** A publication, kept or just built, if none of its files is missing. */
async function readWholePublication(folder: string, run: string): Promise<Publication | undefined> {
  for (const from of [buildingFolder(folder, run), publicationFolder(folder, run)]) {
    const publication = await readPublication(from);
    if (publication?.files.every(({ file }) => existsSync(join(from, file)))) return publication;
  }
  return undefined;
}

/** The publication that is being put in place: its folder may still have the name of a build. */
export const readIntendedPublication = async (folder: string): Promise<string | undefined> =>
  (await readPlacement(intentPath(folder)))?.publication;

/**
 * Published files that this publication does not have: next to it they would belong to other data. The records of the
 * publications that had them may be gone.
 */
async function listObsoleteFiles(folder: string, { files }: Publication): Promise<string[]> {
  const own = new Set(files.map(({ file }) => file));
  const others = (await readPublications(folder)).flatMap((other) => other.files.map(({ file }) => file));
  return [...new Set([exploreFile, ...others])].filter((file) => !own.has(file)).map((file) => join(folder, file));
}
