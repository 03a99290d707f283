/** Removes a person from everything that closedloop keeps besides the published files, which are built anew. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { bugPath } from "../base/bugs.js";
import { writePrivateJson } from "../base/private_file.js";
import { historyFolder, publishFolder, quarantineFolder } from "../config/project_paths.js";
import { listCopies, readQuarantine, removeCopy, updateNote } from "../load/files/quarantine.js";
import {
  addForgotten,
  type ForgottenPeople,
  nobodyForgotten,
  readForgotten,
  writeForgotten,
} from "../load/forgotten_people.js";
import { loadFolder, openHistory, readHistory, writeCopies } from "../load/history.js";
import { readLastLoad, writeLastLoad } from "../load/night/last_load.js";
import { countInHistory, type ForgottenOfLoad, forgetInHistory } from "../load/raw/forget_in_history.js";
import { readVerifiedHistory } from "../load/raw/verified_loads.js";
import type { Project } from "../project/project.js";
import { listPublicationFolders } from "../publish/publication.js";
import { removeOldPublications } from "../publish/retention.js";
import type { Instant } from "../table/columns.js";
import { withWarehouse } from "../table/database_file.js";
import { type Needle, needleExpressions, withoutNeedles } from "../text/needles.js";
import { historyToSearch } from "./find_person.js";
import { hashesOf } from "./hashes.js";
import type { Person } from "./person.js";
import { searchFile } from "./search_files.js";

/** What the history has of a person; changes nothing. */
export async function countPerson(project: Project, person: Person): Promise<ForgottenOfLoad[]> {
  const forgotten = await withHashes(project, person, "1970-01-01T00:00:00Z");
  const input = { ...(await historyToSearch(project)), forgotten, needles: person.needles };
  return withWarehouse(":memory:", "READ_WRITE", (connection) => countInHistory(connection, input));
}

/** The hashes of everybody who was forgotten, and of the person. */
async function withHashes({ folder, config }: Project, person: Person, asOf: Instant): Promise<ForgottenPeople> {
  const before = (await readForgotten(folder, config)) ?? nobodyForgotten();
  return addForgotten(before, hashesOf(before, person), asOf);
}

/** Removes the person from the history, the quarantine and the records of runs. First the hashes are kept, so that a killed run can be completed. */
export async function erasePerson(project: Project, person: Person, asOf: Instant): Promise<ForgottenOfLoad[]> {
  const { folder, config } = project;
  const history = historyFolder(folder, config);
  await openHistory(history);
  // A damaged load that counts could not be searched, and its export may be needed to make it again.
  await readVerifiedHistory({
    project: folder,
    config,
    tables: project.catalogue.sources,
    asOf,
    leaveOutDamaged: false,
  });
  const forgotten = await withHashes(project, person, asOf);
  await writeForgotten(folder, config, forgotten);
  const { needles } = person;
  const input = await historyToSearch(project);
  const found = await withWarehouse(":memory:", "READ_WRITE", (connection) =>
    forgetInHistory(connection, { ...input, forgotten, needles }),
  );
  await removeDamagedRows(history, input.damaged);
  const after = await readHistory(history);
  await writeCopies(history, [...after.loads, ...after.leftOut]);
  await eraseQuarantine(quarantineFolder(folder, config), needles);
  await eraseRecords(project, needles);
  // The message of a bug may quote rows.
  await rm(bugPath(publishFolder(folder, config)), { force: true });
  return found;
}

/** Nobody can look into the rows of a damaged load, and its bytes may have anything. Made again from its export it has nothing of the person. */
async function removeDamagedRows(history: string, damaged: ReadonlySet<string>): Promise<void> {
  const { leftOut, setAside } = await readHistory(history);
  for (const id of [...damaged, ...leftOut.map(({ load_id }) => load_id)])
    for (const name of ["rows.parquet", "rejects.parquet"])
      await rm(join(loadFolder(history, id), name), { force: true });
  for (const id of setAside) await rm(`${loadFolder(history, id)}.damaged`, { recursive: true, force: true });
}

async function eraseQuarantine(folder: string, needles: readonly Needle[]): Promise<void> {
  for (const [id, entry] of await readQuarantine(folder)) {
    const named = withoutNamed(entry, needles);
    if (named !== entry) await updateNote(folder, id, named);
    for (const name of await listCopies(folder, id))
      if ((await searchFile(join(folder, id, name), needles).catch(() => "damaged")) !== undefined)
        await removeCopy(folder, id, named);
  }
}

/** The same value without the needles, e.g. in the name of a file. */
function withoutNamed<T>(value: T, needles: readonly Needle[]): T {
  const text = JSON.stringify(value);
  const kept = withoutNeedles(text, needleExpressions(needles));
  return kept === text ? value : JSON.parse(kept);
}

/** Removes the needles from the records of runs and of the last load. */
async function eraseRecords({ folder, config }: Project, needles: readonly Needle[]): Promise<void> {
  const last = await readLastLoad(folder, config);
  const named = withoutNamed(last, needles);
  if (named !== last) await writeLastLoad(folder, config, named);
  const published = publishFolder(folder, config);
  const expressions = needleExpressions(needles);
  const runs = (await readdir(join(published, "runs")).catch(() => [])).map((name) => join("runs", name));
  for (const name of ["run_results.json", ...runs]) {
    const text = await readFile(join(published, name), "utf8").catch(() => "");
    const kept = withoutNeedles(text, expressions);
    if (kept !== text) await writePrivateJson(join(published, name), JSON.parse(kept));
  }
}

/** Removes all publications but the one in place; returns how many. */
export async function removeOtherPublications(folder: string): Promise<number> {
  const before = await listPublicationFolders(folder);
  await removeOldPublications(folder, 1);
  return before.length - (await listPublicationFolders(folder)).length;
}
