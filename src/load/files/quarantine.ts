import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { chmod, copyFile, mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { syncToDisk } from "../../base/private_file.js";
import { readWithCopy, writeWithCopy } from "../../base/sealed_json.js";
import type { Instant } from "../../table/columns.js";
import { sha256Of } from "../../text/bytes.js";
import { fileSuffix } from "../../text/file_suffix.js";
import type { ForgottenPeople } from "../forgotten_people.js";
import { removeUnfinished } from "../history.js";
import type { IdentifiedFile } from "./identify_files.js";
import { mayHaveForgotten } from "./may_have_forgotten.js";
import { FileChangedError } from "./settled_files.js";

/** The content of `why.json`: a file in quarantine and the reason. Contains no value of the file. */
export interface QuarantineEntry {
  readonly source: string;
  readonly table: string;
  readonly feed: string | null;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly found: string;
  /** The clock of the first run that met the content. */
  readonly first_met: Instant;
  /** The clock of the last run that met the content. */
  readonly last_met: Instant;
  /** True if no copy is kept, because the file has, or may have, data of a forgotten person. */
  readonly not_kept?: true;
}

const unfinishedSuffix = ".keeping";

/** Longer than the retries of one night, shorter than the time until the next night. */
const newForHours = 20;

/** True until the night after a fault was first met: perhaps no one has seen the message yet. */
export const isNewFault = (firstMet: Instant, asOf: Instant): boolean =>
  Date.parse(asOf) - Date.parse(firstMet) < newForHours * 3_600_000;

const idsIn = async (folder: string) =>
  (await readdir(folder).catch(() => [])).filter((name) => /^[0-9a-f]{32}$/.test(name)).sort();

/** The note of an entry; undefined if users deleted it by hand, null if it is damaged. */
async function readNote(folder: string, id: string): Promise<QuarantineEntry | undefined | null> {
  const why = await readWithCopy(join(folder, id, "why.json"));
  if (why === undefined || why === null) return why;
  const { source, table, file, first_met, last_met } = why;
  const isWhole = [source, table, file, first_met, last_met].every((value) => typeof value === "string");
  return isWhole ? (why as unknown as QuarantineEntry) : null;
}

/** All entries of the quarantine by id. One whose note is damaged is left out: it is new if its content is met again. */
export async function readQuarantine(folder: string): Promise<Map<string, QuarantineEntry>> {
  const all = new Map<string, QuarantineEntry>();
  for (const id of await idsIn(folder)) {
    const why = await readNote(folder, id);
    if (why) all.set(id, why);
  }
  return all;
}

/** The ids of entries whose note is damaged: which file it was is not known. */
export async function findDamagedNotes(folder: string): Promise<string[]> {
  const damaged: string[] = [];
  for (const id of await idsIn(folder)) if ((await readNote(folder, id)) === null) damaged.push(id);
  return damaged;
}

/** The same before a load; also removes unfinished copies of a run that was killed. */
export async function openQuarantine(folder: string): Promise<Map<string, QuarantineEntry>> {
  await removeUnfinished(folder, unfinishedSuffix);
  return readQuarantine(folder);
}

/** The id of an entry: the same content for the same table is one entry, whatever the file is called. */
const quarantineId = (of: Pick<QuarantineEntry, "source" | "table" | "feed" | "sha256">): string =>
  createHash("sha256")
    .update(JSON.stringify([of.sha256, of.source, of.table, of.feed]))
    .digest("hex")
    .slice(0, 32);

/** Keeps a copy of a file and the reason, because the next export may overwrite the file. For known content only the note is updated. */
export async function quarantineFile(
  folder: string,
  known: Map<string, QuarantineEntry>,
  { contract: { source, table, feedName }, file, content, sha256, bytes }: IdentifiedFile,
  { found, asOf, forgotten }: { found: string; asOf: Instant; forgotten?: ForgottenPeople | undefined },
): Promise<QuarantineEntry> {
  const entry = { source: source.name, table: table.name, feed: feedName, file, sha256, bytes, found };
  const id = quarantineId(entry);
  const before = known.get(id);
  const isKept = before ? !before.not_kept : forgotten === undefined || !(await mayHaveForgotten(content, forgotten));
  const times = { first_met: before?.first_met ?? asOf, last_met: asOf };
  const why: QuarantineEntry = { ...entry, ...times, ...(isKept ? {} : { not_kept: true }) };
  if (before) await writeWithCopy(join(folder, id, "why.json"), why);
  else await storeFile(folder, id, content, why);
  known.set(id, why);
  return why;
}

async function storeFile(folder: string, id: string, path: string, why: QuarantineEntry): Promise<void> {
  const unfinished = join(folder, `${id}${unfinishedSuffix}`);
  await mkdir(unfinished, { recursive: true, mode: 0o700 });
  try {
    if (!why.not_kept) await copyContent(path, unfinished, why);
    await writeWithCopy(join(unfinished, "why.json"), why);
    await rm(join(folder, id), { recursive: true, force: true });
    await rename(unfinished, join(folder, id));
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  await syncToDisk(folder);
}

async function copyContent(path: string, folder: string, { sha256 }: QuarantineEntry): Promise<void> {
  // Not the name of the export, which may be hostile to a shell.
  const copy = join(folder, `content${fileSuffix(path)}`);
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
  await chmod(copy, 0o600);
  if ((await sha256Of(copy)) !== sha256) throw new FileChangedError();
  await syncToDisk(copy);
}

/** Writes the note of an entry again. */
export const updateNote = (folder: string, id: string, entry: QuarantineEntry): Promise<void> =>
  writeWithCopy(join(folder, id, "why.json"), entry);

/** The files of an entry besides its note. */
export const listCopies = async (folder: string, id: string): Promise<string[]> =>
  (await readdir(join(folder, id))).filter((name) => !/^why(\.copy)?\.json$/.test(name));

/** Removes the copy of a file and remembers that none is kept, so that the next run does not copy it again. */
export async function removeCopy(folder: string, id: string, entry: QuarantineEntry): Promise<void> {
  await updateNote(folder, id, { ...entry, not_kept: true });
  for (const name of await listCopies(folder, id)) await rm(join(folder, id, name), { recursive: true, force: true });
}

/** Removes a content from the quarantine, because it is loaded now. */
export async function releaseFile(
  folder: string,
  known: Map<string, QuarantineEntry>,
  of: Parameters<typeof quarantineId>[0],
) {
  const id = quarantineId(of);
  known.delete(id);
  // Its note may be damaged, so that the entry is not known.
  await rm(join(folder, id), { recursive: true, force: true });
}
