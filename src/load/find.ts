import { lstat, readdir, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import type { SourceConfig } from "../config/schema.js";
import { UserError } from "../errors.js";
import type { Contract } from "./contract.js";
import { aliasOf } from "./header.js";

/** A file to load under a contract. */
export interface FoundFile {
  readonly contract: Contract;
  /** Below the source's folder, with `/`. */
  readonly file: string;
  readonly path: string;
}

/** The files of one source, sorted; a UserError (exit 3) where its folder, a file it names, or every file is missing. */
export async function findFiles(
  project: string,
  source: SourceConfig,
  contracts: readonly Contract[],
): Promise<FoundFile[]> {
  if (contracts.length === 0) {
    throw new UserError(`closedloop.yaml: source "${source.name}": there is no table for ${source.system} yet.`, 2);
  }
  const folder = resolve(project, source.path);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new UserError(
      `${folder}: no such folder. Put the exports of "${source.name}" there, or drop the source from closedloop.yaml.`,
      3,
    );
  }
  checkKeys(source, contracts);
  const found: FoundFile[] = [];
  for (const contract of contracts) {
    const pattern = patternOf(contract);
    const files =
      pattern === undefined ? await byObject(folder, fileNames(contract)) : await byPattern(folder, pattern, source);
    found.push(...files.map((file) => ({ contract, file, path: join(folder, file) })));
  }
  if (found.length > 0) return found;
  const expected = contracts.map(({ table }) => (table.origin.kind === "export" ? `${table.origin.object}.csv` : ""));
  throw new UserError(
    `${folder}: no file of "${source.name}". Expected any of ${expected.join(", ")}, or what its \`files\` name. Put the exports there, or mend \`files\`.`,
    3,
  );
}

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
async function byPattern(folder: string, pattern: string, source: SourceConfig): Promise<string[]> {
  const at = relative(folder, resolve(folder, pattern));
  if (isAbsolute(pattern) || at === "" || at.split(sep)[0] === "..") {
    throw new UserError(
      `closedloop.yaml: source "${source.name}": "${pattern}" leaves the folder ${source.path}. Name a file below it.`,
      2,
    );
  }
  const parts = at.split(sep);
  const last = parts.pop() ?? "";
  const below = join(folder, ...parts);
  for (const [upTo] of parts.entries()) await refuseLink(join(folder, ...parts.slice(0, upTo + 1)));
  const matches = globbed(last);
  const names = (await readdir(below).catch(() => [])).filter((name) => name === last || matches.test(name)).sort();
  const files: string[] = [];
  for (const name of names) if (await isPlainFile(join(below, name))) files.push([...parts, name].join("/"));
  if (files.length > 0) return files;
  throw new UserError(
    `${join(folder, pattern)}: no such file. "${source.name}" names it in closedloop.yaml: put it there, or mend the name.`,
    3,
  );
}

/** `*` and `?` as in a shell; all else stands for itself, `[` too. */
function globbed(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "su");
}

/** Whether a file is called as the object is, in any case; one of many parts may be told apart by a date or a number. */
export function fileNames({ table: { origin } }: Pick<Contract, "table">): RegExp {
  if (origin.kind !== "export") return /^$/;
  const parts = "([^\\p{L}].*)?\\.(csv|tsv)";
  return new RegExp(`^${origin.object}${origin.inParts ? parts : "\\.csv"}(\\.gz)?$`, "isu");
}

/** Every file called so, anywhere below the folder. */
async function byObject(folder: string, names: RegExp, below = ""): Promise<string[]> {
  const files: string[] = [];
  for (const entry of (await readdir(join(folder, below))).sort()) {
    const file = below === "" ? entry : `${below}/${entry}`;
    const path = join(folder, file);
    if (names.test(entry)) {
      if (await isPlainFile(path)) files.push(file);
    } else if ((await lstat(path)).isDirectory()) files.push(...(await byObject(folder, names, file)));
    else if ((await stat(path).catch(() => undefined))?.isDirectory()) await refuseLink(path);
  }
  return files;
}

async function isPlainFile(path: string): Promise<boolean> {
  await refuseLink(path);
  return (await lstat(path)).isFile();
}

/** A link could lead out of the folder, and to a file that changes while it is read. */
async function refuseLink(path: string): Promise<void> {
  if (!(await lstat(path).catch(() => undefined))?.isSymbolicLink()) return;
  throw new UserError(`${path}: a symbolic link. Expected a plain file or folder; put the file itself there.`, 3);
}
