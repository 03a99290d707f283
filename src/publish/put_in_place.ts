/**
 * Puts a publication in place of the published files. Several files cannot be replaced in one step. So `publishing.json` first
 * says which publication is put in place; whoever comes after a killed process completes what it says.
 */
import { existsSync, renameSync, rmSync } from "node:fs";
import { constants, copyFile, link, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { parsedJson } from "../base/parsed_json.js";
import { syncToDisk, syncToDiskNow, writePrivateJsonNow } from "../base/private_file.js";
import {
  buildingFolder,
  type Publication,
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
  const kept = publicationFolder(folder, publication.run_id);
  const from = existsSync(building) ? building : kept;
  const obsolete = await listObsoleteFiles(folder, publication);
  const files = publication.files.map(({ file }) => ({ target: join(folder, file), given: join(from, file) }));
  const move = () => {
    let isDecided = false;
    try {
      writePrivateJsonNow(intentPath(folder), { schema_version: 1, publication: publication.run_id, run_id: run });
      syncToDiskNow(folder);
      if (from === building) renameSync(building, kept);
      syncToDiskNow(publicationsFolder(folder));
      for (const { target } of files) {
        rmSync(`${target}.wal`, { force: true }); // DuckDB would apply an old one to the new file.
        renameSync(preparedPath(target), target);
        isDecided = true;
        // If both were names of one file already, the rename did nothing.
        rmSync(preparedPath(target), { force: true });
      }
    } catch (error) {
      // The next process completes what is half done. What has not begun is taken back.
      if (!isDecided) takeBack(folder, { kept, building: from === building ? building : undefined });
      throw error;
    } finally {
      if (isDecided) onPlaced?.();
    }
    for (const path of obsolete) for (const each of [path, `${path}.wal`]) rmSync(each, { force: true });
    syncToDiskNow(folder);
    renameSync(intentPath(folder), placementPath(folder));
    syncToDiskNow(folder);
  };
  try {
    for (const { target, given } of files) await prepareFile(given, preparedPath(target), linkFile);
    // From here on nothing is awaited, so that no signal can come between.
    abort?.throwIfAborted();
    move();
  } catch (error) {
    await removePreparedFiles(folder);
    throw error;
  }
}

/** Undoes the steps before the first file was replaced. */
function takeBack(folder: string, { kept, building }: { kept: string; building: string | undefined }): void {
  for (const path of [`${intentPath(folder)}.new`, intentPath(folder)]) rmSync(path, { force: true });
  if (building !== undefined && existsSync(kept)) renameSync(kept, building);
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

const preparedSuffix = ".publishing";
const preparedPath = (target: string) => `${target}${preparedSuffix}`;

/** Removes what was prepared and never got its final name. */
export async function removePreparedFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => []))
    if (name.endsWith(preparedSuffix)) await rm(join(folder, name), { force: true });
}

/** Codes of file systems that have no hard links, or too many of the file. */
const noHardLink = new Set(["EPERM", "EXDEV", "EMLINK", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"]);

/** Gives a file a second name in the folder of the published files. */
export async function prepareFile(given: string, path: string, linkFile: typeof link = link): Promise<void> {
  await rm(path, { force: true });
  try {
    await linkFile(given, path);
  } catch (error) {
    if (!noHardLink.has((error as NodeJS.ErrnoException).code ?? "")) throw error;
    await copyFile(given, path, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await syncToDisk(path);
  }
}

/** Published files of other publications that this one does not have: next to it they would belong to other data. */
async function listObsoleteFiles(folder: string, { files }: Publication): Promise<string[]> {
  const own = new Set(files.map(({ file }) => file));
  const others = (await readPublications(folder)).flatMap((other) => other.files.map(({ file }) => file));
  return [...new Set(others)].filter((file) => !own.has(file)).map((file) => join(folder, file));
}
