import { basename } from "node:path";
import { visible } from "../../base/visible.js";
import type { Config } from "../../config/schema.js";
import type { Source } from "../../table/model.js";
import { readableEnding } from "../../text/formats.js";
import { allContracts } from "../contract.js";
import { type Found, findFiles } from "./find.js";
import type { FoundFile } from "./found_file.js";
import type { Awaited } from "./identified.js";
import type { Missing } from "./manifest.js";
import { type Manifest, manifestOf } from "./manifest.js";
import { type Left, left, type SettledFile, settled } from "./settled.js";

/** Files that nobody reads below the folder of one source. */
export interface Unread {
  readonly system: string;
  readonly count: number;
  /** The first of them, those that could be exports before all else. */
  readonly example: string;
}

/** All that lies in the folders of the sources before any of it is read. */
export interface Exports {
  /** To be loaded, in their order. */
  readonly files: readonly Awaited[];
  readonly lefts: readonly Left[];
  readonly missing: readonly Missing[];
  readonly unread: readonly Unread[];
}

/** Finds the files of every source, waits for young ones and asks the manifests: a missing source stops the run at once. */
export async function awaited(
  project: string,
  config: Config,
  tables: readonly Source[],
  waits: Parameters<typeof settled>[1],
): Promise<Exports> {
  const contracts = allContracts(config, tables);
  const found: Found[] = [];
  for (const source of config.sources) {
    const own = contracts.filter((contract) => contract.source === source);
    found.push(await findFiles(project, source, own));
  }
  const manifests: Manifests = new Map();
  for (const one of found) manifests.set(one.source.name, await manifestOf(one));
  const all = found.flatMap(({ files }) => files);
  const files: Awaited[] = [];
  const lefts: Left[] = [];
  for (const file of await settled(all, waits)) {
    const listed = "kind" in file ? file : inManifest(file, manifests.get(file.contract.source.name));
    if ("kind" in listed) lefts.push(listed);
    else files.push(listed);
  }
  const missing = found.flatMap((one) => missingOf(one, manifests.get(one.source.name)));
  return { files, lefts, missing, unread: unreadOf(found) };
}

/** By the source's name; undefined where a source has none. */
type Manifests = Map<string, Manifest | undefined>;

function inManifest(file: SettledFile, manifest: Manifest | undefined): Awaited | Left {
  const expected = manifest?.get(file.file);
  const expectedArchive = manifest?.get(archiveOf(file));
  if (manifest && !expected && !expectedArchive) return left(file, `no ${file.contract.source.manifest} lists it`);
  return { ...file, expected, expectedArchive };
}

/** Path of the archive, below the source's folder; of a file in none its own would mean the same twice. */
const archiveOf = ({ file, path, member }: Pick<FoundFile, "file" | "path" | "member">) =>
  member === undefined ? "" : file.slice(0, file.indexOf(`${basename(path)}/`) + basename(path).length);

const missingOf = ({ source, entries }: Found, manifest: Manifest = new Map()): Missing[] => {
  const there = new Set(entries.flatMap((entry) => [entry.file, archiveOf(entry)]));
  return [...manifest].flatMap(([file, expected]) =>
    there.has(file)
      ? []
      : [
          {
            kind: "missing" as const,
            system: source.name,
            file,
            found: `${visible(expected.manifest)} lists it, but it is not there`,
          },
        ],
  );
};

const isReadable = new RegExp(`${readableEnding}$`, "i");
/** So many files that nobody reads are named. */
const mostNamed = 20;

/** Neither hidden files nor what explains the folder or its files. */
function unreadOf(found: readonly Found[]): Unread[] {
  // Two sources may read the same folder.
  const placeOf = ({ path, member }: Pick<FoundFile, "path" | "member">) => JSON.stringify([path, member]);
  const read = new Set(found.flatMap(({ files }) => files.map(placeOf)));
  return found.flatMap(({ source, data }) => {
    const rest = data.filter((entry) => !read.has(placeOf(entry)) && !/^(\.|readme\b)/i.test(entry.name));
    if (rest.length === 0) return [];
    const [exports, others] = [true, false].map((is) => rest.filter(({ name }) => isReadable.test(name) === is));
    const named = [...exports!, ...others!].slice(0, mostNamed).map(({ file }) => visible(file));
    return [{ system: source.name, count: rest.length, example: named.join(", ") }];
  });
}
