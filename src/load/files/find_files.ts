import { stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import type { SourceConfig } from "../../config/config_schema.js";
import { toSnakeCase } from "../../text/header.js";
import { readableSuffix } from "../../text/read_text.js";
import type { LoadContract } from "../load_contract.js";
import { type FolderEntry, listEntries, requirePlainFiles } from "./folder_entries.js";
import { objectFileName } from "./object_file_name.js";
import type { SourceFile } from "./source_file.js";
import { unreadableArchive } from "./unreadable_archive.js";

/** The folder of one source and its files. */
export interface SourceFolder {
  readonly source: SourceConfig;
  readonly folder: string;
  readonly entries: readonly FolderEntry[];
  /** All entries except markers and manifests. */
  readonly data: readonly FolderEntry[];
  /** Sorted by contract, then by name; one file may be there for several contracts. Archives that cannot be opened come last. */
  readonly files: readonly SourceFile[];
  /** The contracts whose file closedloop.yaml names and that is not there. */
  readonly absent: readonly AbsentFile[];
}

/** A file that closedloop.yaml names and that is not there. */
interface AbsentFile {
  readonly contract: LoadContract;
  /** As closedloop.yaml writes it, e.g. `people_*.csv`. */
  readonly file: string;
  readonly found: string;
}

/** Finds the files of one source. A UserError (exit 3) if its folder or every file is missing. */
export async function findFiles(
  project: string,
  source: SourceConfig,
  contracts: readonly LoadContract[],
): Promise<SourceFolder> {
  const folder = resolve(project, source.path);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new UserError(
      `${folder}: no such folder. Put the exports of "${source.name}" there, or remove the source from closedloop.yaml.`,
      3,
    );
  }
  checkFileKeys(source, contracts);
  const entries = await listEntries(folder);
  const called = new Map<FolderEntry, string>();
  const names = contracts.map(objectFilePattern);
  for (const entry of entries) {
    const name = await objectFileName(entry);
    // `opportunity_field_history` is no copy of an object OpportunityField: there is none.
    const isKnown = name === entry.name || names.some((pattern) => pattern.test(name));
    called.set(entry, isKnown ? name : entry.name);
  }
  const data = entries.filter(({ name }) => !isMarkerOrManifest(source, name));
  const closed = data.filter(({ isUnreadableArchive: isClosed }) => isClosed);
  const absent: AbsentFile[] = [];
  const named = contracts.flatMap((contract) => {
    const pattern = filePattern(contract);
    const found =
      pattern === undefined ? findByObject(data, called, contract) : findByPattern(data, folder, pattern, source);
    if (found === undefined)
      absent.push({ contract, file: pattern!, found: describeAbsentFile(folder, pattern!, source) });
    return (found ?? []).map(({ file, path, member }) => ({ contract, file, path, member }));
  });
  const files = [...named, ...closed.map((archive) => unreadableArchive(source, archive))];
  if (files.length > 0) return { source, folder, entries, data, files, absent };
  if (absent.length > 0) throw new UserError(absent[0]!.found, 3);
  const expected = contracts.map(({ table }) => (table.origin.kind === "export" ? `${table.origin.object}.csv` : ""));
  throw new UserError(
    `${folder}: no file of "${source.name}". Expected any of ${expected.join(", ")}, or a file that its \`files\` name. Put the exports there, or correct \`files\`.`,
    3,
  );
}

/** True for a marker or a manifest: a file that only says that exports are complete. */
const isMarkerOrManifest = ({ marker, manifest }: SourceConfig, name: string) =>
  name === manifest || (marker !== undefined && name.endsWith(marker));

/** The names of an object that are allowed under `files:`, e.g. `lead` and `leads` for `Lead`; in any case. */
function objectKeys({ table, source }: LoadContract): string[] {
  if (table.origin.kind !== "export") return [];
  const { object } = table.origin;
  const plural = table.name.slice("raw.".length).replace(`${source.system}_`, "");
  return [object.toLowerCase(), toSnakeCase(object), plural];
}

function checkFileKeys(source: SourceConfig, contracts: readonly LoadContract[]): void {
  const known = new Set(contracts.flatMap(objectKeys));
  const unknown = Object.keys(source.files).find((key) => !known.has(key.toLowerCase()));
  if (unknown === undefined) return;
  const objects = contracts.flatMap(({ table: { origin } }) => (origin.kind === "export" ? [origin.object] : []));
  throw new UserError(
    `closedloop.yaml: source "${source.name}": \`files\` has "${unknown}", which is not an object of ${source.system}. Expected ${objects.join(", ") || "no key: a mapped source names its files under entities"}.`,
    2,
  );
}

function filePattern(contract: LoadContract): string | undefined {
  if (contract.feed) return contract.feed.file;
  const keys = objectKeys(contract);
  return Object.entries(contract.source.files).find(([key]) => keys.includes(key.toLowerCase()))?.[1];
}

const describeAbsentFile = (folder: string, pattern: string, { name }: SourceConfig) =>
  `${escapeControls(join(folder, pattern))}: no such file. "${name}" names it in closedloop.yaml: put it there, or correct the name.`;

/** The files for a path below the folder; its last part may have `*` and `?`. Undefined if there is none. */
function findByPattern(
  entries: readonly FolderEntry[],
  folder: string,
  pattern: string,
  source: SourceConfig,
): readonly FolderEntry[] | undefined {
  const at = relative(folder, resolve(folder, pattern));
  if (isAbsolute(pattern) || at === "" || at.split(sep)[0] === "..") {
    throw new UserError(
      `closedloop.yaml: source "${source.name}": "${pattern}" is outside of the folder ${source.path}. Name a file below it.`,
      2,
    );
  }
  const parts = at.split(sep);
  const last = parts.pop() ?? "";
  const matches = globRegExp(last);
  const within = parts.map((part) => `${part}/`).join("");
  requirePlainFiles(entries.filter(({ file, kind }) => kind === "link to a folder" && within.startsWith(`${file}/`)));
  const found = entries.filter(
    ({ file, name, isUnreadableArchive: isClosed }) =>
      !isClosed && file === within + name && (name === last || matches.test(name)),
  );
  // The file may be in an archive that cannot be opened.
  const mayHold = entries.some(({ file, isUnreadableArchive: isClosed }) => isClosed && within.startsWith(`${file}/`));
  return found.length > 0 || mayHold ? requirePlainFiles(found) : undefined;
}

/** Every file that is named after the object, anywhere below the folder. */
function findByObject(
  entries: readonly FolderEntry[],
  called: ReadonlyMap<FolderEntry, string>,
  contract: LoadContract,
): readonly FolderEntry[] {
  const names = objectFilePattern(contract);
  // A linked folder may contain a file of this object, so it is an error.
  return requirePlainFiles(
    entries.filter((entry) => names.test(called.get(entry)!) || entry.kind === "link to a folder"),
  );
}

/** `*` and `?` as in a shell; all other characters are literal, `[` too. */
function globRegExp(pattern: string): RegExp {
  return new RegExp(`^${globSource(pattern)}$`, "su");
}

const globSource = (pattern: string) =>
  pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");

/**
 * Matches the file names of an object: its name, its name in snake_case or one of its other names, in any case and with any
 * readable suffix. If an export has parts, the object's name may be followed by anything but a letter. Another name is often
 * the beginning of a longer word (`lead_describe`), so it may only be followed by text with a digit before any letter.
 */
export function objectFilePattern({ table: { origin } }: Pick<LoadContract, "table">): RegExp {
  if (origin.kind !== "export") return /^$/;
  const { object, otherNames = [], inParts } = origin;
  const own = `(${object}|${toSnakeCase(object)})${inParts ? "([^\\p{L}].*)?" : ""}`;
  const others = otherNames.map((name) => `|${globSource(name)}${inParts ? "([^\\p{L}\\p{N}]*\\p{N}.*)?" : ""}`);
  return new RegExp(`^(${own}${others.join("")})${readableSuffix}$`, "isu");
}
