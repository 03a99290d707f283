import { basename } from "node:path";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import type { Config, SourceConfig } from "../../config/config_schema.js";
import type { Source } from "../../table/model.js";
import { readableSuffix } from "../../text/read_text.js";
import { createAllLoadContracts, feedOf, type LoadContract } from "../load_contract.js";
import { findFiles, type SourceFolder } from "./find_files.js";
import type { ExpectedFile } from "./identify_files.js";
import type { LookalikeFile, UnreadEntries } from "./lookalike_files.js";
import type { MissingFile } from "./manifest.js";
import { type Manifest, readManifest } from "./manifest.js";
import { type DeferredFile, deferFile, findSettledFiles, type SettledFile } from "./settled_files.js";
import type { SourceFile } from "./source_file.js";
import { allTables } from "./unreadable_archive.js";

/** The files below the folder of one source that no contract reads. */
export interface UnreadFiles {
  readonly system: string;
  readonly count: number;
  /** The first of them, files of a readable format before others. */
  readonly example: string;
  /** Those that look like an object that the source lacks; found after the load. */
  readonly lookalikes?: readonly LookalikeFile[];
}

/** The files in the folders of all sources, before any is read. */
interface ExpectedFiles {
  /** The files to load, in this order. */
  readonly files: readonly ExpectedFile[];
  readonly deferred: readonly DeferredFile[];
  readonly missing: readonly MissingFile[];
  readonly unread: readonly (UnreadFiles & UnreadEntries)[];
}

/**
 * Finds the files of every source, waits for recently written ones and compares with the manifests. A source whose files cannot
 * be found is missing, so that the others are loaded; a UserError (exit 3) if it is so for every source.
 */
export async function findExpectedFiles(
  project: string,
  config: Config,
  tables: readonly Source[],
  onWait: Parameters<typeof findSettledFiles>[1],
): Promise<ExpectedFiles> {
  const contracts = createAllLoadContracts(config, tables);
  const folders: SourceFolder[] = [];
  const manifests: ManifestsBySource = new Map();
  const faults: { source: SourceConfig; error: UserError }[] = [];
  for (const source of config.sources) {
    try {
      const own = contracts.filter((contract) => contract.source === source);
      const folder = await findFiles(project, source, own);
      manifests.set(source.name, await readManifest(folder));
      folders.push(folder);
    } catch (error) {
      if (!(error instanceof UserError && error.exitCode === 3)) throw error;
      faults.push({ source, error });
    }
  }
  if (folders.length === 0 && faults.length > 0) throw faults[0]!.error;
  const all = folders.flatMap(({ files }) => files);
  const files: ExpectedFile[] = [];
  const deferred: DeferredFile[] = [];
  for (const file of await findSettledFiles(all, onWait)) {
    const listed = "kind" in file ? file : addManifestEntry(file, manifests.get(file.contract.source.name));
    if ("kind" in listed) deferred.push(listed);
    else files.push(listed);
  }
  const missing = [
    ...faults.map(({ source, error }) => missingSource(source, error.message)),
    ...folders.flatMap((folder) => findMissingFiles(folder, manifests.get(folder.source.name))),
    ...folders.flatMap(({ absent }) => absent.map(missingNamedFile)),
  ];
  return { files, deferred, missing, unread: findUnreadFiles(folders, contracts) };
}

/** All files of a source: its folder is missing, for example. */
const missingSource = ({ name, path }: SourceConfig, found: string): MissingFile => ({
  kind: "missing",
  system: name,
  table: allTables,
  file: path,
  found,
});

const missingNamedFile = ({ contract, file, found }: SourceFolder["absent"][number]): MissingFile => ({
  kind: "missing",
  ...feedOf(contract),
  file,
  found,
});

/** Manifests by the source's name; undefined for a source without one. */
type ManifestsBySource = Map<string, Manifest | undefined>;

function addManifestEntry(file: SettledFile, manifest: Manifest | undefined): ExpectedFile | DeferredFile {
  const expected = manifest?.get(file.file);
  const expectedArchive = manifest?.get(archivePath(file));
  if (manifest && !expected && !expectedArchive) return deferFile(file, `no ${file.contract.source.manifest} lists it`);
  return { ...file, expected, expectedArchive };
}

/** The path of the archive that contains the file, below the source's folder; empty for a file outside of archives. */
const archivePath = ({ file, path, member }: Pick<SourceFile, "file" | "path" | "member">) =>
  member === undefined ? "" : file.slice(0, file.indexOf(`${basename(path)}/`) + basename(path).length);

const findMissingFiles = ({ source, entries }: SourceFolder, manifest: Manifest = new Map()): MissingFile[] => {
  const present = new Set(entries.flatMap((entry) => [entry.file, archivePath(entry)]));
  return [...manifest].flatMap(([file, expected]) =>
    present.has(file)
      ? []
      : [
          {
            kind: "missing" as const,
            system: source.name,
            file,
            found: `${escapeControls(expected.manifest)} lists it, but it is not there`,
          },
        ],
  );
};

const readablePattern = new RegExp(`${readableSuffix}$`, "i");
/** The number of unread files that are named. */
const maxExamples = 20;

/** The files that no source reads, without hidden files and readmes, and the objects of which their source has no file. */
function findUnreadFiles(
  folders: readonly SourceFolder[],
  contracts: readonly LoadContract[],
): (UnreadFiles & UnreadEntries)[] {
  // Two sources may read the same folder.
  const contentKey = ({ path, member }: Pick<SourceFile, "path" | "member">) => JSON.stringify([path, member]);
  const read = new Set(folders.flatMap(({ files }) => files.map(contentKey)));
  return folders.flatMap(({ source, data, files }) => {
    const rest = data.filter((entry) => !read.has(contentKey(entry)) && !/^(\.|readme\b)/i.test(entry.name));
    if (rest.length === 0) return [];
    const [exports, others] = [true, false].map((is) => rest.filter(({ name }) => readablePattern.test(name) === is));
    const named = [...exports!, ...others!].slice(0, maxExamples).map(({ file }) => escapeControls(file));
    const lacking = contracts.flatMap((contract) =>
      contract.source !== source || contract.feed || files.some((file) => file.contract === contract)
        ? []
        : contract.table,
    );
    return [{ system: source.name, count: rest.length, example: named.join(", "), entries: exports!, lacking }];
  });
}
