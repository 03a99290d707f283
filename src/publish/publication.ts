/** What was published, and where it is kept: one folder per publication, `publications/<run id>/`. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { syncToDisk, writePrivateJson } from "../base/private_file.js";
import { readSealed, withSeal } from "../base/sealed_json.js";
import type { Instant } from "../table/columns.js";

const instant = z.custom<Instant>((value) => typeof value === "string" && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value));

/** A file of a publication as it was written; a change of one bit changes its hash. */
const writtenFileSchema = z.strictObject({
  /** Name in the folder of the publication, e.g. warehouse.duckdb. */
  file: z.string(),
  sha256: z.string(),
  bytes: z.int().min(0),
});

/** The schema of `publication.json`, which also has a seal: the hash of all else in it. */
const publicationSchema = z.strictObject({
  /** Raised when a key changes its meaning or is removed, but not when a key is added. */
  schema_version: z.literal(1),
  /** The run that built it. It names the folder, and sorts by time. */
  run_id: z.string().regex(/^\w[\w.-]*$/),
  /** Equal for publications of the same data under the same rules. */
  publication_id: z.string(),
  /** The version of closedloop that built it; null if it was built before publications were kept. */
  version: z.string().nullable(),
  /** Files in the history when the tables were built. */
  file_count: z.int().min(0),
  as_of: instant,
  started_at: instant,
  published_at: instant,
  /** The publication that was in place before, to which a rollback returns; null if there was none. */
  replaced: z.string().nullable(),
  files: z.array(writtenFileSchema).min(1),
  /** The files below `parquet/<run id>/`; null if none were written. */
  parquet: z.array(writtenFileSchema).nullable().default(null),
});

export type Publication = z.infer<typeof publicationSchema>;
export type WrittenFile = z.infer<typeof writtenFileSchema>;

/** The main file of a publication. */
export const warehouseFile = "warehouse.duckdb";
/** The file without personal data, which not every publication has. */
export const exploreFile = "explore.duckdb";

/** The folder of all publications; `folder` is the one that `publish.directory` names. */
export const publicationsFolder = (folder: string): string => join(folder, "publications");

/** The folder that keeps a publication. */
export const publicationFolder = (folder: string, run: string): string => join(publicationsFolder(folder), run);

/** The folder of a publication while it is built. */
export const buildingFolder = (folder: string, run: string): string => `${publicationFolder(folder, run)}.building`;

/** The folder of everything that is published as Parquet. */
export const parquetFolder = (folder: string): string => join(folder, "parquet");

/** The file that says which publication is the latest, for readers of the Parquet files. */
export const latestParquetPath = (folder: string): string => join(parquetFolder(folder), "latest.json");

/** The folder of the Parquet files of a publication. */
export const parquetOf = (folder: string, run: string): string => join(parquetFolder(folder), run);

/** The same while the publication is built. */
export const buildingParquetOf = (folder: string, run: string): string => `${parquetOf(folder, run)}.building`;

export const isBuilding = (name: string): boolean => name.endsWith(".building");

export const publicationPath = (publication: string): string => join(publication, "publication.json");

/** The record in the folder of a publication; undefined if there is none, or if it is not what was written. */
export async function readPublication(publication: string): Promise<Publication | undefined> {
  const text = await readFile(publicationPath(publication), "utf8").catch(() => "");
  const sealed = readSealed(text);
  return sealed?.isSealed ? publicationSchema.safeParse(sealed.value).data : undefined;
}

/** Writes the record into the folder of a publication. */
export async function writePublication(folder: string, publication: Publication): Promise<void> {
  await writePrivateJson(publicationPath(folder), withSeal(publicationSchema.parse(publication)));
  await syncToDisk(folder);
}

/** The names of all folders of kept publications, oldest first, whether their records can be read or not. */
export async function listPublicationFolders(folder: string): Promise<string[]> {
  const entries = await readdir(publicationsFolder(folder), { withFileTypes: true }).catch(() => []);
  return entries.flatMap((entry) => (entry.isDirectory() && !isBuilding(entry.name) ? [entry.name] : [])).sort();
}

/** The kept publications whose records can be read, oldest first. */
export async function readPublications(folder: string): Promise<Publication[]> {
  const names = await listPublicationFolders(folder);
  const read = await Promise.all(names.map((name) => readPublication(publicationFolder(folder, name))));
  return read.filter(
    (publication, at) => publication !== undefined && publication.run_id === names[at],
  ) as Publication[];
}
