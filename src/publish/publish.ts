import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { packageVersion } from "../base/package_root.js";
import { syncToDisk, writePrivateJson } from "../base/private_file.js";
import { buildFiles, type FillWarehouse, type FurtherFile } from "./build_files.js";
import { findCurrent, keepPublishedFile } from "./current.js";
import {
  buildingFolder,
  isBuilding,
  type Publication,
  publicationPath,
  publicationsFolder,
  warehouseFile,
} from "./publication.js";
import { putInPlace, readIntendedPublication, removePreparedFiles } from "./put_in_place.js";
import { removeOldPublications } from "./retention.js";

/** What is known of a publication before it is built. */
type Announced = Pick<Publication, "run_id" | "publication_id" | "file_count" | "as_of" | "started_at">;

interface PublishOptions {
  /** Further files that are published together with warehouse.duckdb. */
  readonly further?: readonly FurtherFile[];
  /** How many publications are kept, this one included. */
  readonly keep: number;
  /** After an abort nothing is published. */
  readonly abort?: AbortSignal | undefined;
  /** Called at the instant at which the publication is decided. */
  readonly onPublished?: (() => void) | undefined;
}

/**
 * Builds all files of a publication in a folder of its own and puts them in place of the published ones. If anything fails
 * before that, or after an abort, the published files stay as they are. Returns what could not be kept or removed.
 */
export async function publish(
  folder: string,
  announced: Announced,
  fill: FillWarehouse,
  { further = [], keep, abort, onPublished }: PublishOptions,
): Promise<string[]> {
  const building = buildingFolder(folder, announced.run_id);
  const warnings: (string | undefined)[] = [];
  try {
    const files = await buildFiles(building, fill, further);
    warnings.push(await keepPublishedFile(folder));
    const publication: Publication = {
      schema_version: 1,
      ...announced,
      version: packageVersion(),
      published_at: new Date().toISOString() as Publication["published_at"],
      replaced: (await findCurrent(folder)) ?? null,
      files,
    };
    await writePrivateJson(publicationPath(building), publication);
    await syncToDisk(building);
    await putInPlace(folder, publication, { run: announced.run_id, abort, onPlaced: onPublished });
  } catch (error) {
    if ((await readIntendedPublication(folder)) !== announced.run_id)
      await rm(building, { recursive: true, force: true });
    throw error;
  }
  warnings.push(...(await removeOldPublications(folder, keep)));
  return warnings.filter((warning) => warning !== undefined);
}

/** Removes the unfinished files of builds that were killed. Only for a process that alone may build here. */
export async function removeUnfinished(folder: string): Promise<void> {
  const intended = await readIntendedPublication(folder);
  const isUnfinished = (name: string) => isBuilding(name) && name !== `${intended}.building`;
  const publications = publicationsFolder(folder);
  for (const name of (await namesIn(publications)).filter(isUnfinished))
    await rm(join(publications, name), { recursive: true, force: true });
  // Earlier versions built next to the published file.
  const isOld = (name: string) => name.startsWith(`${warehouseFile}.`) && /\.building(\.wal|\.tmp)?$/.test(name);
  for (const name of (await namesIn(folder)).filter(isOld))
    await rm(join(folder, name), { recursive: true, force: true });
  if (intended === undefined) await removePreparedFiles(folder);
}

const namesIn = async (folder: string): Promise<string[]> => (existsSync(folder) ? readdir(folder) : []);
