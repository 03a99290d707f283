import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncToDisk, writePrivateJson } from "../../base/private_file.js";
import type { Instant } from "../../table/columns.js";
import { sha256Of } from "../../text/bytes.js";
import { fileSuffix } from "../../text/file_suffix.js";
import { removeUnfinished } from "../history.js";
import type { IdentifiedFile } from "./identify_files.js";
import { FileChangedError } from "./settled_files.js";

/** Why a file is in quarantine, as `why.json` says it; never with a value of the file. */
export interface QuarantineEntry {
  readonly source: string;
  readonly table: string;
  readonly feed: string | null;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly found: string;
  /** The clock of the run that met the content first. */
  readonly first_met: Instant;
  /** The clock of the last run that met it. */
  readonly last_met: Instant;
}

const unfinishedSuffix = ".keeping";

/** Long enough for a night to be tried again, too short for the night after. */
const newForHours = 20;

/** Whether no night has passed since the content was met first: nobody may have seen it yet. */
export const isNewEntry = ({ first_met }: QuarantineEntry, asOf: Instant): boolean =>
  Date.parse(asOf) - Date.parse(first_met) < newForHours * 3_600_000;

/** Everything in quarantine, by its id. */
export async function readQuarantine(folder: string): Promise<Map<string, QuarantineEntry>> {
  const names = await readdir(folder).catch(() => []);
  const all = new Map<string, QuarantineEntry>();
  for (const id of names.filter((name) => /^[0-9a-f]{32}$/.test(name)).sort()) {
    // Somebody may clear it by hand, file by file.
    const why = await readFile(join(folder, id, "why.json"), "utf8").catch(() => undefined);
    if (why !== undefined) all.set(id, JSON.parse(why));
  }
  return all;
}

/** The same before a load, without what a run left behind that died while it kept a file. */
export async function openQuarantine(folder: string): Promise<Map<string, QuarantineEntry>> {
  await removeUnfinished(folder, unfinishedSuffix);
  return readQuarantine(folder);
}

/** One content of one table is one entry, whatever its file is called. */
const quarantineId = (of: Pick<QuarantineEntry, "source" | "table" | "feed" | "sha256">): string =>
  createHash("sha256")
    .update(JSON.stringify([of.sha256, of.source, of.table, of.feed]))
    .digest("hex")
    .slice(0, 32);

/** Keeps the bytes of a file and why they are here: the next export may overwrite it. Of known content only the note changes. */
export async function quarantineFile(
  folder: string,
  known: Map<string, QuarantineEntry>,
  { contract: { source, table, feedName }, file, content, sha256, bytes }: IdentifiedFile,
  { found, asOf }: { found: string; asOf: Instant },
): Promise<QuarantineEntry> {
  const of = { source: source.name, table: table.name, feed: feedName, file, sha256, bytes, found };
  const id = quarantineId(of);
  const before = known.get(id);
  const why = { ...of, first_met: before?.first_met ?? asOf, last_met: asOf };
  if (before) await writePrivateJson(join(folder, id, "why.json"), why);
  else await storeFile(folder, id, content, why);
  known.set(id, why);
  return why;
}

async function storeFile(folder: string, id: string, path: string, why: QuarantineEntry): Promise<void> {
  const half = join(folder, `${id}${unfinishedSuffix}`);
  await mkdir(half, { recursive: true, mode: 0o700 });
  try {
    // Never the name of the export: whoever looks in here with a shell should not meet it.
    const copy = join(half, `content${fileSuffix(path)}`);
    await copyFile(path, copy, constants.COPYFILE_FICLONE);
    await chmod(copy, 0o600);
    if ((await sha256Of(copy)) !== why.sha256) throw new FileChangedError();
    await syncToDisk(copy);
    await writePrivateJson(join(half, "why.json"), why);
    await rm(join(folder, id), { recursive: true, force: true });
    await rename(half, join(folder, id));
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  await syncToDisk(folder);
}

/** What is loaded after all needs no quarantine any more. */
export async function releaseFile(
  folder: string,
  known: Map<string, QuarantineEntry>,
  of: Parameters<typeof quarantineId>[0],
) {
  const id = quarantineId(of);
  if (!known.delete(id)) return;
  await rm(join(folder, id), { recursive: true, force: true });
}
