import { lstat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as later } from "node:timers/promises";
import type { SourceFile } from "./source_file.js";

/** Size and time of a file. If they change, another program is writing to it. */
interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
}

/** A file that seems to be complete, with its stamp; it is compared again when the file is read. */
export interface SettledFile extends SourceFile {
  readonly seen: FileStamp;
}

/** A file that is left for the next run, and the reason. */
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

/** The stamp of a file; undefined if the file does not exist. */
const readStamp = async (path: string): Promise<FileStamp | undefined> => {
  const found = await lstat(path).catch(() => undefined);
  return found && { size: found.size, mtimeMs: found.mtimeMs };
};

const isSameStamp = (one: FileStamp | undefined, two: FileStamp | undefined): boolean =>
  one !== undefined && one.size === two?.size && one.mtimeMs === two.mtimeMs;

/**
 * Finds the complete files: those with a marker if the source has markers, otherwise those that have not changed for
 * `settle_seconds`. Waits once until the youngest is old enough; files that change meanwhile are left for the next run.
 */
export async function findSettledFiles(
  files: readonly SourceFile[],
  onWait: (seconds: number, file: string) => void = () => {},
): Promise<(SettledFile | DeferredFile)[]> {
  const stamped: (SettledFile | DeferredFile)[] = [];
  for (const file of files) stamped.push(await stampFile(file));
  const now = Date.now();
  const waiting = stamped.map((file) => ("seen" in file ? remainingWait(file, now) : 0));
  const longest = Math.max(0, ...waiting);
  if (longest === 0) return stamped;
  onWait(longest / 1000, stamped[waiting.indexOf(longest)]!.file);
  await later(longest);
  const after: (SettledFile | DeferredFile)[] = [];
  for (const [at, file] of stamped.entries()) {
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

/** Milliseconds until the file is as old as its source requires. A time in the future counts as now. */
function remainingWait({ contract: { source }, seen }: SettledFile, now: number): number {
  if (source.marker !== undefined) return 0;
  const age = Math.max(0, now - seen.mtimeMs);
  return Math.max(0, source.settle_seconds * 1000 - age);
}

/** Why the file has no valid marker; undefined if it has one, or if the source has no markers. */
async function markerFault({ contract: { source }, path }: SourceFile, seen: FileStamp): Promise<string | undefined> {
  const { marker } = source;
  if (marker === undefined) return undefined;
  const signs = [await readStamp(`${path}${marker}`), await readStamp(join(dirname(path), marker))];
  if (signs.every((sign) => sign === undefined)) return `no marker ${marker} says that it is whole`;
  // In whole seconds, because not every disk or upload keeps fractions.
  const second = ({ mtimeMs }: FileStamp) => Math.floor(mtimeMs / 1000);
  if (signs.some((sign) => sign && second(sign) >= second(seen))) return undefined;
  return `its marker ${marker} is older than the file, of the night before`;
}

/** The file changed while it was being read; the partial read is discarded. */
export class FileChangedError extends Error {}

/** Throws a FileChangedError if the stamp of a file has changed. */
export async function assertUnchanged({ path, seen }: SettledFile): Promise<void> {
  if (!isSameStamp(seen, await readStamp(path))) throw new FileChangedError();
}
