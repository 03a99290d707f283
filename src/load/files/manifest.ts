import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { z } from "zod";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import type { Instant } from "../../table/columns.js";
import { Fault } from "../../text/fault.js";
import type { SourceFolder } from "./find_files.js";
import { requirePlainFiles } from "./folder_entries.js";

const count = z.union([z.int().min(0), z.string().regex(/^\d+$/).transform(Number)]).optional();
const sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/i)
  .optional();
/** Other keys are ignored. */
const rowSchema = z.object({ file: z.string().min(1), sha256, bytes: count, records: count });
type ManifestRow = z.infer<typeof rowSchema>;

/** A file in a manifest; what the manifest does not say is undefined. */
export interface ManifestEntry extends Omit<ManifestRow, "file"> {
  /** The path of the manifest below the source's folder. */
  readonly manifest: string;
}

/** The entries of all manifests of a source, by the file's path below the source's folder. */
export type Manifest = ReadonlyMap<string, ManifestEntry>;

/** Reads all manifests of a source; paths in a manifest are relative to its folder. Undefined if the source has no `manifest` setting. */
export async function readManifest({ source, folder, entries }: SourceFolder): Promise<Manifest | undefined> {
  const { manifest } = source;
  if (manifest === undefined) return undefined;
  const found = requirePlainFiles(entries.filter(({ name, member }) => name === manifest && member === undefined));
  if (found.length === 0) {
    throw new UserError(
      `${folder}: no ${manifest}. The source "${source.name}" loads only the files in its manifest: put the manifest there, or remove \`manifest\` from closedloop.yaml.`,
      3,
    );
  }
  const listed = new Map<string, ManifestEntry>();
  for (const { file, path } of found) {
    for (const { file: name, ...expected } of parseManifest(file, await readFile(path, "utf8"))) {
      listed.set(posix.normalize(posix.join(posix.dirname(file), name)), { ...expected, manifest: file });
    }
  }
  return listed;
}

/** Throws a Fault if a file differs from its entry in the manifest. Values that either side lacks are not compared. */
export function assertMatchesManifest(
  expected: ManifestEntry | undefined,
  found: Partial<Omit<ManifestEntry, "manifest">>,
): void {
  if (expected === undefined) return;
  for (const what of ["bytes", "records"] as const) {
    if (found[what] === undefined || (expected[what] ?? found[what]) === found[what]) continue;
    throw new Fault(`${expected.manifest} says ${expected[what]} ${what}, the file has ${found[what]}`);
  }
  if (found.sha256 !== undefined && (expected.sha256?.toLowerCase() ?? found.sha256) !== found.sha256) {
    throw new Fault(`its sha256 is not the one in ${expected.manifest}`);
  }
}

/** Reads one of three formats: JSON, CSV with a header, or the output of `sha256sum`. */
function parseManifest(manifest: string, content: string): ManifestRow[] {
  const text = content.replace(/^\ufeff/, "");
  if (/^\s*[[{]/.test(text)) return parseJsonManifest(manifest, text);
  const lines = text
    .split(/\r?\n/)
    .map((line, at) => ({ line, at: at + 1 }))
    .filter(({ line }) => line.trim() !== "");
  const header = lines[0]?.line.split(",").map((name) => name.trim().toLowerCase()) ?? [];
  if (header.includes("file")) return lines.slice(1).map(({ line, at }) => parseCsvLine(manifest, header, line, at));
  return lines.map(({ line, at }) => parseChecksumLine(manifest, line, at));
}

function parseJsonManifest(manifest: string, text: string): ManifestRow[] {
  const list = z.union([z.array(rowSchema), z.looseObject({ files: z.array(rowSchema) })]);
  try {
    const read = list.parse(JSON.parse(text));
    return Array.isArray(read) ? read : read.files;
  } catch {
    throw unreadableManifestError(
      manifest,
      `{"files": [{"file": "Lead.csv", "sha256": "...", "bytes": 120, "records": 10}]}`,
    );
  }
}

function parseCsvLine(manifest: string, header: readonly string[], line: string, at: number): ManifestRow {
  const cells = line.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  const cellsByName = header.flatMap((name, place) => (cells[place] ? [[name, cells[place]]] : []));
  const read = rowSchema.safeParse(Object.fromEntries(cellsByName));
  if (read.success && cells.length <= header.length) return read.data;
  throw unreadableManifestError(
    `${manifest}:${at}`,
    "file,sha256,bytes,records; all except file may be left out or blank",
  );
}

function parseChecksumLine(manifest: string, line: string, at: number): ManifestRow {
  const [, escaped, sha256, name] = /^(\\?)([0-9a-f]{64}) [ *](.+)$/i.exec(line) ?? [];
  if (name === undefined)
    throw unreadableManifestError(`${manifest}:${at}`, "<sha256>  <file>, as sha256sum prints it");
  const unescaped = name.replace(/\\([\\nr])/g, (_, letter) => ({ n: "\n", r: "\r" })[letter as "n"] ?? "\\");
  return { file: escaped ? unescaped : name, sha256: sha256! };
}

const unreadableManifestError = (manifest: string, expected: string) =>
  new UserError(`${escapeControls(manifest)}: cannot be read as a manifest. Expected ${expected}.`, 3);

/** A file that a manifest lists, a file that closedloop.yaml names, or all files of a source, which are not there. */
export interface MissingFile {
  readonly kind: "missing";
  readonly system: string;
  readonly file: string;
  readonly found: string;
  /** The table of a file that closedloop.yaml names; of a source without files any table. A manifest does not say. */
  readonly table?: string;
  /** The feed of a file that closedloop.yaml names; null for an export. */
  readonly feed?: string | null;
  /** The clock of the first run that missed a file that closedloop.yaml names. */
  readonly first_missed?: Instant;
  /** False if it was reported before and its table has earlier data: then it no longer stops the run. */
  readonly isNew?: boolean;
}
