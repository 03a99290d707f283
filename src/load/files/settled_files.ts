import { lstat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import type { SourceFile } from "./source_file.js";

/** How a file looked: another size or another time say that somebody writes to it. */
interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
}

/** A file that was looked at and is taken for whole, unless it looks otherwise once it is read. */
export interface SettledFile extends SourceFile {
  readonly seen: FileStamp;
}

/** A file that is left for the next run, and why. */
export interface DeferredFile {
  readonly kind: "left";
  readonly system: string;
  readonly table: string;
  readonly file: string;
  readonly found: string;
}

export const deferFile = ({ contract: { source, table }, file }: SourceFile, found: string): DeferredFile => ({
  kind: "left",
  system: source.name,
  table: table.name,
  file,
  found,
});

export const stillGrowing = "it is still growing";

/** How the file looks now; undefined where it is gone. */
const readStamp = async (path: string): Promise<FileStamp | undefined> => {
  const found = await lstat(path).catch(() => undefined);
  return found && { size: found.size, mtimeMs: found.mtimeMs };
};

const isSameStamp = (one: FileStamp | undefined, two: FileStamp | undefined): boolean =>
  one !== undefined && one.size === two?.size && one.mtimeMs === two.mtimeMs;

/**
 * Which files are whole: those with a marker where the source has markers, else those that nobody has written to for
 * `settle_seconds`. For younger ones it waits so long, once for all; what changes meanwhile is left for the next run.
 */
export async function findSettledFiles(
  files: readonly SourceFile[],
  waits: (seconds: number, file: string) => void = () => {},
): Promise<(SettledFile | DeferredFile)[]> {
  const looks: (SettledFile | DeferredFile)[] = [];
  for (const file of files) looks.push(await stampFile(file));
  const now = Date.now();
  const waiting = looks.map((file) => ("seen" in file ? remainingWait(file, now) : 0));
  const longest = Math.max(0, ...waiting);
  if (longest === 0) return looks;
  waits(longest / 1000, looks[waiting.indexOf(longest)]!.file);
  await later(longest);
  const after: (SettledFile | DeferredFile)[] = [];
  for (const [at, file] of looks.entries()) {
    const changed = "seen" in file && waiting[at]! > 0 && !isSameStamp(file.seen, await readStamp(file.path));
    after.push(changed ? deferFile(file, stillGrowing) : file);
  }
  return after;
}

async function stampFile(file: SourceFile): Promise<SettledFile | DeferredFile> {
  const seen = await readStamp(file.path);
  if (seen === undefined) return deferFile(file, "it vanished");
  const missing = await markerFault(file, seen);
  return missing === undefined ? { ...file, seen } : deferFile(file, missing);
}

/** Milliseconds until the file is as old as its source asks; a time that lies ahead says no more than that it is young. */
function remainingWait({ contract: { source }, seen }: SettledFile, now: number): number {
  if (source.marker !== undefined) return 0;
  const age = Math.max(0, now - seen.mtimeMs);
  return Math.max(0, source.settle_seconds * 1000 - age);
}

/** Why no marker vouches for the file; undefined where one does, or none is asked for. */
async function markerFault({ contract: { source }, path }: SourceFile, seen: FileStamp): Promise<string | undefined> {
  const { marker } = source;
  if (marker === undefined) return undefined;
  const signs = [await readStamp(`${path}${marker}`), await readStamp(join(dirname(path), marker))];
  if (signs.every((sign) => sign === undefined)) return `no marker ${marker} says that it is whole`;
  // Of whole seconds: not every disk and every upload keeps more of a time.
  const second = ({ mtimeMs }: FileStamp) => Math.floor(mtimeMs / 1000);
  if (signs.some((sign) => sign && second(sign) >= second(seen))) return undefined;
  return `its marker ${marker} is older than the file, of the night before`;
}

/** Somebody writes to the file: what was read of it is nothing that there ever was. */
export class FileChangedError extends Error {}

/** Throws Growing where a file no longer looks as it did. */
export async function assertUnchanged({ path, seen }: SettledFile): Promise<void> {
  if (!isSameStamp(seen, await readStamp(path))) throw new FileChangedError();
}
