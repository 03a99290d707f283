import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { synced, writeJson } from "../../base/private_file.js";
import type { Instant } from "../../table/columns.js";
import { sha256Of } from "../../text/bytes.js";
import { suffixOf } from "../../text/suffix.js";
import type { Identified } from "./identified.js";
import { Growing } from "./settled.js";

/** Why a file is in quarantine, as `why.json` says it; never with a value of the file. */
export interface Why {
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

const unfinished = ".keeping";

/** Long enough for a night to be tried again, too short for the night after. */
const newForHours = 20;

/** Whether no night has passed since the content was met first: nobody may have seen it yet. */
export const isNew = ({ first_met }: Why, asOf: Instant): boolean =>
  Date.parse(asOf) - Date.parse(first_met) < newForHours * 3_600_000;

/** Everything in quarantine, by its id. */
export async function readQuarantine(folder: string): Promise<Map<string, Why>> {
  const names = await readdir(folder).catch(() => []);
  const all = new Map<string, Why>();
  for (const id of names.filter((name) => /^[0-9a-f]{32}$/.test(name)).sort()) {
    // Somebody may clear it by hand, file by file.
    const why = await readFile(join(folder, id, "why.json"), "utf8").catch(() => undefined);
    if (why !== undefined) all.set(id, JSON.parse(why));
  }
  return all;
}

/** The same before a load, without what a run left behind that died while it kept a file. */
export async function openQuarantine(folder: string): Promise<Map<string, Why>> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (name.endsWith(unfinished)) await rm(join(folder, name), { recursive: true, force: true });
  }
  return readQuarantine(folder);
}

/** One content of one table is one entry, whatever its file is called. */
export const quarantineId = (of: Pick<Why, "source" | "table" | "feed" | "sha256">): string =>
  createHash("sha256")
    .update(JSON.stringify([of.sha256, of.source, of.table, of.feed]))
    .digest("hex")
    .slice(0, 32);

/** Keeps the bytes of a file and why they are here: the next export may overwrite it. Of known content only the note changes. */
export async function quarantine(
  folder: string,
  known: Map<string, Why>,
  { contract: { source, table, feedName }, file, content, sha256, bytes }: Identified,
  { found, asOf }: { found: string; asOf: Instant },
): Promise<Why> {
  const of = { source: source.name, table: table.name, feed: feedName, file, sha256, bytes, found };
  const id = quarantineId(of);
  const before = known.get(id);
  const why = { ...of, first_met: before?.first_met ?? asOf, last_met: asOf };
  if (before) await writeJson(join(folder, id, "why.json"), why);
  else await keep(folder, id, content, why);
  known.set(id, why);
  return why;
}

async function keep(folder: string, id: string, path: string, why: Why): Promise<void> {
  const half = join(folder, `${id}${unfinished}`);
  await mkdir(half, { recursive: true, mode: 0o700 });
  try {
    // Never the name of the export: whoever looks in here with a shell should not meet it.
    const copy = join(half, `content${suffixOf(path)}`);
    await copyFile(path, copy, constants.COPYFILE_FICLONE);
    await chmod(copy, 0o600);
    if ((await sha256Of(copy)) !== why.sha256) throw new Growing();
    await synced(copy);
    await writeJson(join(half, "why.json"), why);
    await rm(join(folder, id), { recursive: true, force: true });
    await rename(half, join(folder, id));
  } finally {
    await rm(half, { recursive: true, force: true });
  }
  await synced(folder);
}

/** What is loaded after all needs no quarantine any more. */
export async function release(folder: string, known: Map<string, Why>, of: Parameters<typeof quarantineId>[0]) {
  const id = quarantineId(of);
  if (!known.delete(id)) return;
  await rm(join(folder, id), { recursive: true, force: true });
}
