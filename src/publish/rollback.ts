import { UserError } from "../base/errors.js";
import { findCurrent } from "./current.js";
import { createDamageFinder, listFiles } from "./damage.js";
import { type Publication, readPublications } from "./publication.js";
import { putInPlace } from "./put_in_place.js";

type PlacingOptions = Parameters<typeof putInPlace>[2];

/** A kept publication, as a list of them shows it. */
export interface ListedPublication extends Publication {
  readonly isCurrent: boolean;
  /** True for the one to which a rollback goes by default. */
  readonly isNext: boolean;
}

/** The kept publications, newest first. */
export async function listPublications(folder: string): Promise<ListedPublication[]> {
  const kept = await readPublications(folder);
  const current = await findCurrent(folder);
  const next = findEarlier(kept, current);
  return kept.reverse().map((publication) => ({
    ...publication,
    isCurrent: publication.run_id === current,
    isNext: publication.run_id === next?.run_id,
  }));
}

/** The publication before the current one: the one that it replaced or, if that is gone, the newest older one. */
function findEarlier(kept: readonly Publication[], current: string | undefined): Publication | undefined {
  const replaced = kept.find(({ run_id }) => run_id === current)?.replaced;
  const older = kept.filter(({ run_id }) => current === undefined || run_id < current);
  return kept.find(({ run_id }) => run_id === replaced) ?? older.at(-1);
}

/**
 * Chooses the publication to go back to: the one with the run id `to`, else the one before the current one. A `UserError` if
 * there is none (exit 2).
 */
export async function chooseRollback(folder: string, to: string | undefined): Promise<Publication> {
  const kept = await listPublications(folder);
  const chosen = kept.find(({ run_id, isNext }) => (to === undefined ? isNext : run_id === to));
  if (chosen) return chosen;
  const list = kept.map(({ run_id, isCurrent }) => `  ${run_id}${isCurrent ? " (current)" : ""}`);
  const found = to === undefined ? "no earlier publication is kept" : `no publication ${to} is kept`;
  throw new UserError([`${folder}: ${found}; kept are:`, ...(list.length > 0 ? list : ["  none"])].join("\n"), 2);
}

/** Puts a kept publication in place. A `UserError` if one of its files has changed since it was published (exit 4). */
export async function rollBack(folder: string, publication: Publication, options: PlacingOptions): Promise<void> {
  const findDamage = createDamageFinder();
  const damaged: string[] = [];
  for (const { path, written } of listFiles(folder, publication)) {
    const damage = await findDamage(path, written);
    if (damage !== null) damaged.push(`  ${path}: ${damage}`);
  }
  if (damaged.length > 0) {
    const advice = "Nothing was changed. Choose another one: closedloop rollback --list";
    throw new UserError([`${publication.run_id} is damaged:`, ...damaged, advice].join("\n"), 4);
  }
  await putInPlace(folder, publication, options);
}
