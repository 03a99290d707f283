import { rm } from "node:fs/promises";
import { findCurrent } from "./current.js";
import { listPublicationFolders, publicationFolder, readPublications } from "./publication.js";

/**
 * Removes all but the last publications. The current one always stays, and next to it first the one that it replaced. Returns
 * what could not be removed, and why.
 */
export async function removeOldPublications(folder: string, keep: number): Promise<string[]> {
  const current = await findCurrent(folder);
  const replaced = (await readPublications(folder)).find(({ run_id }) => run_id === current)?.replaced;
  const rank = (name: string) => [current, replaced].indexOf(name);
  const names = (await listPublicationFolders(folder)).reverse();
  const first = names.filter((name) => rank(name) >= 0).sort((a, b) => rank(a) - rank(b));
  const old = [...first, ...names.filter((name) => rank(name) < 0)].slice(keep);
  const warnings: string[] = [];
  for (const name of old) {
    const path = publicationFolder(folder, name);
    await rm(path, { recursive: true, force: true }).catch(({ code }) =>
      warnings.push(`${path} cannot be removed (${code})`),
    );
  }
  return warnings;
}
