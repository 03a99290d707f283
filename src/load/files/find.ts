import { stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { UserError } from "../../base/errors.js";
import { visible } from "../../base/visible.js";
import type { SourceConfig } from "../../config/schema.js";
import { readableEnding } from "../../text/formats.js";
import { aliasOf } from "../../text/header.js";
import type { Contract } from "../contract.js";
import { type Entry, entriesBelow, plainFiles } from "./below.js";
import { calledOf } from "./called_object.js";
import { closedArchive } from "./closed_archive.js";
import type { FoundFile } from "./found_file.js";

/** What lies in the folder of one source. */
export interface Found {
  readonly source: SourceConfig;
  readonly folder: string;
  readonly entries: readonly Entry[];
  /** Of these all but what says that exports are whole. */
  readonly data: readonly Entry[];
  /** In order of the contracts, then of the names; one file may feed several contracts. Last the archives that cannot be opened. */
  readonly files: readonly FoundFile[];
}

/** The files of one source, sorted; a UserError (exit 3) where its folder, a file it names, or every file is missing. */
export async function findFiles(project: string, source: SourceConfig, contracts: readonly Contract[]): Promise<Found> {
  const folder = resolve(project, source.path);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new UserError(
      `${folder}: no such folder. Put the exports of "${source.name}" there, or drop the source from closedloop.yaml.`,
      3,
    );
  }
  checkKeys(source, contracts);
  const entries = await entriesBelow(folder);
  const called = new Map<Entry, string>();
  for (const entry of entries) called.set(entry, await calledOf(entry));
  const data = entries.filter(({ name }) => !isSign(source, name));
  const closed = data.filter(({ isClosed }) => isClosed);
  const named = contracts.flatMap((contract) => {
    const pattern = patternOf(contract);
    const found = pattern === undefined ? byObject(data, called, contract) : byPattern(data, folder, pattern, source);
    return found.map(({ file, path, member }) => ({ contract, file, path, member }));
  });
  const files = [...named, ...closed.map((archive) => closedArchive(source, archive))];
  if (files.length > 0) return { source, folder, entries, data, files };
  const expected = contracts.map(({ table }) => (table.origin.kind === "export" ? `${table.origin.object}.csv` : ""));
  throw new UserError(
    `${folder}: no file of "${source.name}". Expected any of ${expected.join(", ")}, or what its \`files\` name. Put the exports there, or mend \`files\`.`,
    3,
  );
}

/** Whether a file is no export but says that exports are whole. */
const isSign = ({ marker, manifest }: SourceConfig, name: string) =>
  name === manifest || (marker !== undefined && name.endsWith(marker));

/** What a team may call the file of an object: `Lead`, `lead`, `leads`. */
function keysOf({ table, source }: Contract): string[] {
  if (table.origin.kind !== "export") return [];
  const { object } = table.origin;
  const plural = table.name.slice("raw.".length).replace(`${source.system}_`, "");
  return [object.toLowerCase(), aliasOf(object), plural];
}

function checkKeys(source: SourceConfig, contracts: readonly Contract[]): void {
  const known = new Set(contracts.flatMap(keysOf));
  const unknown = Object.keys(source.files).find((key) => !known.has(key.toLowerCase()));
  if (unknown === undefined) return;
  const objects = contracts.flatMap(({ table: { origin } }) => (origin.kind === "export" ? [origin.object] : []));
  throw new UserError(
    `closedloop.yaml: source "${source.name}": \`files\` has "${unknown}", which is no object of ${source.system}. Expected ${objects.join(", ") || "no key: a mapped source names its files under entities"}.`,
    2,
  );
}

function patternOf(contract: Contract): string | undefined {
  if (contract.feed) return contract.feed.file;
  const keys = keysOf(contract);
  return Object.entries(contract.source.files).find(([key]) => keys.includes(key.toLowerCase()))?.[1];
}

/** The files that a path below the folder names; its last part may hold `*` and `?`. */
function byPattern(entries: readonly Entry[], folder: string, pattern: string, source: SourceConfig) {
  const at = relative(folder, resolve(folder, pattern));
  if (isAbsolute(pattern) || at === "" || at.split(sep)[0] === "..") {
    throw new UserError(
      `closedloop.yaml: source "${source.name}": "${pattern}" leaves the folder ${source.path}. Name a file below it.`,
      2,
    );
  }
  const parts = at.split(sep);
  const last = parts.pop() ?? "";
  const matches = globbed(last);
  const within = parts.map((part) => `${part}/`).join("");
  plainFiles(entries.filter(({ file, kind }) => kind === "link to a folder" && within.startsWith(`${file}/`)));
  const found = entries.filter(
    ({ file, name, isClosed }) => !isClosed && file === within + name && (name === last || matches.test(name)),
  );
  // Of what an archive holds that cannot be opened nobody can say that it is not there.
  const mayHold = entries.some(({ file, isClosed }) => isClosed && within.startsWith(`${file}/`));
  if (found.length > 0 || mayHold) return plainFiles(found);
  throw new UserError(
    `${visible(join(folder, pattern))}: no such file. "${source.name}" names it in closedloop.yaml: put it there, or mend the name.`,
    3,
  );
}

/** Every file called as the object is, anywhere below the folder. */
function byObject(entries: readonly Entry[], called: ReadonlyMap<Entry, string>, contract: Contract): readonly Entry[] {
  const names = fileNames(contract);
  // Behind a linked folder may lie a file of this object, today or tomorrow.
  return plainFiles(entries.filter((entry) => names.test(called.get(entry)!) || entry.kind === "link to a folder"));
}

/** `*` and `?` as in a shell; all else stands for itself, `[` too. */
function globbed(pattern: string): RegExp {
  return new RegExp(`^${globOf(pattern)}$`, "su");
}

const globOf = (pattern: string) =>
  pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");

/**
 * Whether a file is called as the object is, as a replica spells that, or by one of its other names: in any case and any
 * format that can be read. Parts are told apart by anything behind the object; behind another name, which is often a word that
 * others begin with (`lead_describe`), by what has a number before any letter.
 */
export function fileNames({ table: { origin } }: Pick<Contract, "table">): RegExp {
  if (origin.kind !== "export") return /^$/;
  const { object, otherNames = [], inParts } = origin;
  const own = `(${object}|${aliasOf(object)})${inParts ? "([^\\p{L}].*)?" : ""}`;
  const others = otherNames.map((name) => `|${globOf(name)}${inParts ? "([^\\p{L}\\p{N}]*\\p{N}.*)?" : ""}`);
  return new RegExp(`^(${own}${others.join("")})${readableEnding}$`, "isu");
}
