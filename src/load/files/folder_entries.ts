import type { Stats } from "node:fs";
import { lstat, readdir, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { UserError } from "../../base/errors.js";
import { escapeControls } from "../../base/escape_controls.js";
import { Fault } from "../../text/fault.js";
import { listZipMembers } from "../../text/zip.js";

/** Anything below a folder that is not a folder itself, e.g. a file, a file in an archive, or a link. */
export interface FolderEntry {
  /** Path below the folder, separated by `/`. */
  readonly file: string;
  readonly name: string;
  readonly path: string;
  /** Its index in the archive at `path`, if it is in one. */
  readonly member?: number;
  /** Set for an archive whose list of files is damaged; the archive itself is the entry. */
  readonly isUnreadableArchive?: true;
  /** Only plain files are opened: reading a pipe or a device would hang, and a link may point to something else tomorrow. */
  readonly kind: "file" | "link" | "link to a folder" | "neither";
}

/** Everything below a folder, sorted by path. */
export async function listEntries(folder: string, below = ""): Promise<FolderEntry[]> {
  const entries: FolderEntry[] = [];
  for (const name of (await readdir(join(folder, below))).sort()) {
    const file = below === "" ? name : `${below}/${name}`;
    const path = join(folder, file);
    // A name that is not UTF-8 cannot be opened, but it is an entry too.
    const found = await lstat(path).catch(() => undefined);
    if (found?.isDirectory()) entries.push(...(await listEntries(folder, file)));
    else if (found?.isFile() && /\.zip$/i.test(name)) entries.push(...(await listArchiveMembers({ file, name, path })));
    else entries.push({ file, name, path, kind: await entryKind(found, path) });
  }
  return entries;
}

/** The files of an archive, as if it were a folder. An archive that is empty or cannot be opened is an entry itself. */
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

/** Returns the entries if all are plain files; otherwise a UserError (exit 3). */
export function requirePlainFiles(entries: readonly FolderEntry[]): readonly FolderEntry[] {
  const wrong = entries.find(({ kind }) => kind !== "file");
  if (wrong === undefined) return entries;
  const what = wrong.kind === "neither" ? "not a plain file, but e.g. a pipe or a device" : "a symbolic link";
  throw new UserError(
    `${escapeControls(wrong.path)}: ${what}. Expected a plain file or a folder; put the file itself there.`,
    3,
  );
}
