import { basename } from "node:path";
import { escapeControls } from "../../base/escape_controls.js";
import type { Config } from "../../config/config_schema.js";
import type { Source } from "../../table/model.js";
import { readableSuffix } from "../../text/read_text.js";
import { createAllLoadContracts } from "../load_contract.js";
import { findFiles, type SourceFolder } from "./find_files.js";
import type { ExpectedFile } from "./identify_files.js";
import type { MissingFile } from "./manifest.js";
import { type Manifest, readManifest } from "./manifest.js";
import { type DeferredFile, deferFile, findSettledFiles, type SettledFile } from "./settled_files.js";
import type { SourceFile } from "./source_file.js";

/** Files that nobody reads below the folder of one source. */
export interface UnreadFiles {
  readonly system: string;
  readonly count: number;
  /** The first of them, those that could be exports before all else. */
  readonly example: string;
}

/** All that lies in the folders of the sources before any of it is read. */
interface ExpectedFiles {
  /** To be loaded, in their order. */
  readonly files: readonly ExpectedFile[];
  readonly deferred: readonly DeferredFile[];
  readonly missing: readonly MissingFile[];
  readonly unread: readonly UnreadFiles[];
}

/** Finds the files of every source, waits for young ones and asks the manifests: a missing source stops the run at once. */
export async function findExpectedFiles(
  project: string,
  config: Config,
  tables: readonly Source[],
  waits: Parameters<typeof findSettledFiles>[1],
): Promise<ExpectedFiles> {
  const contracts = createAllLoadContracts(config, tables);
  const found: SourceFolder[] = [];
  for (const source of config.sources) {
    const own = contracts.filter((contract) => contract.source === source);
    found.push(await findFiles(project, source, own));
  }
  const manifests: ManifestsBySource = new Map();
  for (const one of found) manifests.set(one.source.name, await readManifest(one));
  const all = found.flatMap(({ files }) => files);
  const files: ExpectedFile[] = [];
  const lefts: DeferredFile[] = [];
  for (const file of await findSettledFiles(all, waits)) {
    const listed = "kind" in file ? file : addManifestEntry(file, manifests.get(file.contract.source.name));
    if ("kind" in listed) lefts.push(listed);
    else files.push(listed);
  }
  const missing = found.flatMap((one) => findMissingFiles(one, manifests.get(one.source.name)));
  return { files, deferred: lefts, missing, unread: findUnreadFiles(found) };
}

/** By the source's name; undefined where a source has none. */
type ManifestsBySource = Map<string, Manifest | undefined>;

function addManifestEntry(file: SettledFile, manifest: Manifest | undefined): ExpectedFile | DeferredFile {
  const expected = manifest?.get(file.file);
  const expectedArchive = manifest?.get(archivePath(file));
  if (manifest && !expected && !expectedArchive) return deferFile(file, `no ${file.contract.source.manifest} lists it`);
  return { ...file, expected, expectedArchive };
}

/** Path of the archive, below the source's folder; of a file in none its own would mean the same twice. */
const archivePath = ({ file, path, member }: Pick<SourceFile, "file" | "path" | "member">) =>
  member === undefined ? "" : file.slice(0, file.indexOf(`${basename(path)}/`) + basename(path).length);

const findMissingFiles = ({ source, entries }: SourceFolder, manifest: Manifest = new Map()): MissingFile[] => {
  const there = new Set(entries.flatMap((entry) => [entry.file, archivePath(entry)]));
  return [...manifest].flatMap(([file, expected]) =>
    there.has(file)
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
/** So many files that nobody reads are named. */
const maxExamples = 20;

/** Neither hidden files nor what explains the folder or its files. */
function findUnreadFiles(found: readonly SourceFolder[]): UnreadFiles[] {
  // Two sources may read the same folder.
  const placeOf = ({ path, member }: Pick<SourceFile, "path" | "member">) => JSON.stringify([path, member]);
  const read = new Set(found.flatMap(({ files }) => files.map(placeOf)));
  return found.flatMap(({ source, data }) => {
    const rest = data.filter((entry) => !read.has(placeOf(entry)) && !/^(\.|readme\b)/i.test(entry.name));
    if (rest.length === 0) return [];
    const [exports, others] = [true, false].map((is) => rest.filter(({ name }) => readablePattern.test(name) === is));
    const named = [...exports!, ...others!].slice(0, maxExamples).map(({ file }) => escapeControls(file));
    return [{ system: source.name, count: rest.length, example: named.join(", ") }];
  });
}
