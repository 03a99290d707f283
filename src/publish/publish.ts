import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { packageVersion } from "../base/package_root.js";
import { buildFiles, type FillWarehouse, type FurtherFile } from "./build_files.js";
import { findCurrent, keepPublishedFile } from "./current.js";
import type { SharedTable } from "./parquet.js";
import { removePreparedFiles } from "./prepared_files.js";
import {
  buildingFolder,
  buildingParquetOf,
  isBuilding,
  type Publication,
  parquetFolder,
  publicationsFolder,
  warehouseFile,
  writePublication,
} from "./publication.js";
import { putInPlace, readIntendedPublication } from "./put_in_place.js";
import { removeOldPublications } from "./retention.js";

/** What is known of a publication before it is built. */
type Announced = Pick<Publication, "run_id" | "publication_id" | "file_count" | "as_of" | "started_at">;

interface PublishOptions {
  /** Further files that are published together with warehouse.duckdb. */
  readonly further?: readonly FurtherFile[];
  /** Tables to write as Parquet as well. */
  readonly parquet?: readonly SharedTable[] | undefined;
  /** How many publications are kept, this one included. */
  readonly keep: number;
  /** After an abort nothing is published. */
  readonly abort?: AbortSignal | undefined;
  /** Called at the instant at which the publication is decided. */
  readonly onPublished?: (() => void) | undefined;
  /** See `putInPlace`. */
  readonly linkFile?: Parameters<typeof putInPlace>[2]["linkFile"];
}

/**
 * Builds all files of a publication in a folder of its own and puts them in place of the published ones. If anything fails
 * before that, or after an abort, the published files stay as they are. Returns what could not be kept or removed.
 */
export async function publish(
  folder: string,
  announced: Announced,
  fill: FillWarehouse,
  { further = [], parquet: tables, keep, abort, onPublished, linkFile }: PublishOptions,
): Promise<string[]> {
  const building = buildingFolder(folder, announced.run_id);
  const buildingParquet = buildingParquetOf(folder, announced.run_id);
  const warnings: (string | undefined)[] = [];
  try {
    const built = await buildFiles(building, fill, further, tables && { folder: buildingParquet, tables });
    warnings.push(await keepPublishedFile(folder));
    const publication: Publication = {
      schema_version: 1,
      ...announced,
      version: packageVersion(),
      published_at: new Date().toISOString() as Publication["published_at"],
      replaced: (await findCurrent(folder)) ?? null,
      ...built,
    };
    await writePublication(building, publication);
    await putInPlace(folder, publication, { run: announced.run_id, abort, onPlaced: onPublished, linkFile });
  } catch (error) {
    if ((await readIntendedPublication(folder)) !== announced.run_id)
      for (const unfinished of [building, buildingParquet]) await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  warnings.push(...(await removeOldPublications(folder, keep)));
  return warnings.filter((warning) => warning !== undefined);
}

/** Removes the unfinished files of builds that were killed. Only for a process that alone may build here. */
export async function removeUnfinished(folder: string): Promise<void> {
  const intended = await readIntendedPublication(folder);
  const isUnfinished = (name: string) => isBuilding(name) && name !== `${intended}.building`;
  for (const parent of [publicationsFolder(folder), parquetFolder(folder)])
    for (const name of (await namesIn(parent)).filter(isUnfinished))
      await rm(join(parent, name), { recursive: true, force: true });
  // Earlier versions built next to the published file.
  const isOld = (name: string) => name.startsWith(`${warehouseFile}.`) && /\.building(\.wal|\.tmp)?$/.test(name);
  for (const name of (await namesIn(folder)).filter(isOld))
    await rm(join(folder, name), { recursive: true, force: true });
  if (intended === undefined) await removePreparedFiles(folder);
}

const namesIn = async (folder: string): Promise<string[]> => (existsSync(folder) ? readdir(folder) : []);
