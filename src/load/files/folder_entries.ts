import type { Stats } from "node:fs";
import { lstat, readdir, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import { Fault } from "../../text/fault.js";
import { listZipMembers } from "../../text/zip.js";

/** What lies somewhere below a folder and is no folder. */
export interface FolderEntry {
  /** Path below the folder, with `/`. */
  readonly file: string;
  readonly name: string;
  readonly path: string;
  /** Which entry of the archive at `path` it is. */
  readonly member?: number;
  /** Set of an archive that has no sound list of its files: it is there itself. */
  readonly isUnreadableArchive?: true;
  /** Only a file is ever opened: a pipe or a device would hang, and nobody knows what a link shows tomorrow. */
  readonly kind: "file" | "link" | "link to a folder" | "neither";
}

/** Everything below a folder, in order of its names. */
export async function listEntries(folder: string, below = ""): Promise<FolderEntry[]> {
  const entries: FolderEntry[] = [];
  for (const name of (await readdir(join(folder, below))).sort()) {
    const file = below === "" ? name : `${below}/${name}`;
    const path = join(folder, file);
    // A name that is no UTF-8 cannot be asked for: it is there all the same.
    const found = await lstat(path).catch(() => undefined);
    if (found?.isDirectory()) entries.push(...(await listEntries(folder, file)));
    else if (found?.isFile() && /\.zip$/i.test(name)) entries.push(...(await listArchiveMembers({ file, name, path })));
    else entries.push({ file, name, path, kind: await entryKind(found, path) });
  }
  return entries;
}

/** The files of an archive, as if it were a folder; one that is empty or cannot be opened is there itself. */
async function listArchiveMembers(archive: Pick<FolderEntry, "file" | "name" | "path">): Promise<FolderEntry[]> {
  const members = await listZipMembers(archive.path).catch((error) => {
    if (error instanceof Fault) return undefined;
    throw error;
  });
  if (members === undefined) return [{ ...archive, kind: "file", isUnreadableArchive: true }];
  if (members.length === 0) return [{ ...archive, kind: "file" }];
  return members.map(({ name, index: place }) => ({
    ...archive,
    file: `${archive.file}/${name}`,
    name: posix.basename(name),
    member: place,
    kind: "file",
  }));
}

async function entryKind(found: Stats | undefined, path: string): Promise<FolderEntry["kind"]> {
  if (found?.isFile()) return "file";
  if (!found?.isSymbolicLink()) return "neither";
  return (await stat(path).catch(() => undefined))?.isDirectory() ? "link to a folder" : "link";
}

/** The entries that may be read; a UserError (exit 3) where one is not a plain file. */
export function requirePlainFiles(entries: readonly FolderEntry[]): readonly FolderEntry[] {
  const wrong = entries.find(({ kind }) => kind !== "file");
  if (wrong === undefined) return entries;
  const what = wrong.kind === "neither" ? "no plain file, such as a pipe or a device" : "a symbolic link";
  throw new UserError(
    `${escapeControls(wrong.path)}: ${what}. Expected a plain file or folder; put the file itself there.`,
    3,
  );
}
