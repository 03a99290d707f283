import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../base/errors.js";
import { findCurrent } from "./current.js";
import { createDamageFinder, type FindDamage, findStrayLog, listFiles } from "./damage.js";
import {
  latestParquetPath,
  listPublicationFolders,
  type Publication,
  publicationFolder,
  publicationPath,
  readPublication,
  warehouseFile,
} from "./publication.js";
import { readEverything } from "./read_everything.js";

/** What was found about one thing. */
export interface Verdict {
  /** E.g. warehouse/warehouse.duckdb. */
  readonly thing: string;
  readonly isWhole: boolean;
  /** What was read of it, or what is wrong with it and what to do. */
  readonly found: string;
}

/** Checks the published files, each kept publication and its Parquet files. Nobody may publish meanwhile. */
export async function* verifyPublications(folder: string): AsyncGenerator<Verdict> {
  const findDamage = createDamageFinder();
  const current = await findCurrent(folder);
  const published = current === undefined ? undefined : await readPublication(publicationFolder(folder, current));
  if (published) yield* verifyPublished(folder, published, findDamage);
  else yield await verifyUnrecorded(join(folder, warehouseFile));
  for (const name of await listPublicationFolders(folder)) yield await verifyKept(folder, name, findDamage);
  if (published) yield* verifyParquetPointer(folder, published, findDamage);
}

async function* verifyPublished(
  folder: string,
  publication: Publication,
  findDamage: FindDamage,
): AsyncGenerator<Verdict> {
  const { run_id, files } = publication;
  const repair = await adviseRepair(folder, publication, findDamage);
  for (const written of files) {
    const thing = join(folder, written.file);
    const damage = await findDamage(thing, written);
    const log = findStrayLog(thing);
    if (damage !== null) yield { thing, isWhole: false, found: `${damage}; ${repair}` };
    else if (log !== null) yield { thing, isWhole: false, found: `${log}; remove that log` };
    else {
      const { tables, fault } = await readEverything(thing);
      if (fault === undefined) yield { thing, isWhole: true, found: `publication ${run_id}, ${tables} tables read` };
      else yield { thing, isWhole: false, found: `${fault}; ${repair}` };
    }
  }
}

/** How to get whole published files again. Whoever goes back to a damaged publication is refused. */
const adviseRepair = async (folder: string, publication: Publication, findDamage: FindDamage): Promise<string> =>
  (await isWhole(folder, publication, findDamage))
    ? `\`closedloop rollback --to ${publication.run_id}\` puts it in place again`
    : "`closedloop rollback` goes back to the publication before it, `closedloop run --from-history` builds it anew";

/** True if all files of a kept publication are as they were written. */
async function isWhole(folder: string, publication: Publication, findDamage: FindDamage): Promise<boolean> {
  for (const { path, written } of listFiles(folder, publication))
    if ((await findDamage(path, written)) !== null) return false;
  return true;
}

/** A published file without a record, e.g. one of an earlier version, can only be read. */
async function verifyUnrecorded(thing: string): Promise<Verdict> {
  if (!existsSync(thing)) throw new UserError(`${thing}: no warehouse yet; run \`closedloop run\``, 2);
  const log = findStrayLog(thing);
  if (log !== null) return { thing, isWhole: false, found: `${log}; remove that log` };
  const { tables, fault } = await readEverything(thing);
  return fault === undefined
    ? { thing, isWhole: true, found: `${tables} tables read; its hash is not known, the next run records one` }
    : { thing, isWhole: false, found: `${fault}; \`closedloop run --from-history\` builds it anew` };
}

async function verifyKept(folder: string, name: string, findDamage: FindDamage): Promise<Verdict> {
  const thing = publicationFolder(folder, name);
  const publication = await readPublication(thing);
  if (publication?.run_id !== name) {
    const found = `${publicationPath(thing)} is missing or damaged, so no rollback can use it; remove the folder`;
    return { thing, isWhole: false, found };
  }
  const files = listFiles(folder, publication);
  for (const { path, written } of files) {
    const damage = await findDamage(path, written);
    if (damage !== null)
      return { thing, isWhole: false, found: `${path}: ${damage}; no rollback can use it: remove the folder` };
    const log = findStrayLog(path);
    if (log !== null) return { thing, isWhole: false, found: `${log}; remove that log` };
  }
  return { thing, isWhole: true, found: `${files.length} ${files.length === 1 ? "file" : "files"}` };
}

/** Readers of the Parquet files must find the rows of the publication in place. */
async function* verifyParquetPointer(
  folder: string,
  publication: Publication,
  findDamage: FindDamage,
): AsyncGenerator<Verdict> {
  const { run_id, parquet } = publication;
  const thing = latestParquetPath(folder);
  const text = await readFile(thing, "utf8").catch(() => undefined);
  if (parquet === null && text === undefined) return;
  const repair = await adviseRepair(folder, publication, findDamage);
  if (parquet === null)
    yield { thing, isWhole: false, found: `the current publication has no Parquet files; ${repair}` };
  else if (text?.includes(`"publication": "${run_id}"`)) yield { thing, isWhole: true, found: `names ${run_id}` };
  else yield { thing, isWhole: false, found: `it does not name the current publication ${run_id}; ${repair}` };
}
