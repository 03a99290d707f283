/** `closedloop forget`: erases a person. Nothing that it prints or records names the person, except ids on the standard output. */

import { basename, join, relative, resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { UserError } from "../../base/errors.js";
import { printMessage } from "../../base/print_message.js";
import { publishedFolder } from "../../config/project_paths.js";
import { countPerson, erasePerson, removeOtherPublications } from "../../forget/erase_person.js";
import { type FoundPerson, findPerson } from "../../forget/find_person.js";
import { withoutPerson } from "../../forget/hashes.js";
import { type FoundFile, listFiles, searchFiles } from "../../forget/search_files.js";
import { readForgotten, writeForgotten } from "../../load/forgotten_people.js";
import type { ForgottenOfLoad } from "../../load/raw/forget_in_history.js";
import { openProject, type Project } from "../../project/project.js";
import { withProjectLock } from "../../runs/project_lock.js";
import { recordRun } from "../../runs/record_run.js";
import { createTelemetry } from "../../telemetry/telemetry.js";
import { type Needle, needleExpressions, withoutNeedles } from "../../text/needles.js";
import { buildAndPublish } from "./night_steps.js";
import { writeAndPrintReports } from "./run.js";

interface ForgetOptions {
  readonly project: string;
  readonly asOf?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly list?: boolean;
  readonly lift?: boolean;
}

export async function forget(who: string | undefined, options: ForgetOptions): Promise<void> {
  if (options.list) return listForgotten(options);
  if (who === undefined || who.trim() === "")
    throw new UserError("expected whom to forget: an email address, a person_id, system:id, or a record id", 2);
  if (options.lift) return lift(who, options);
  const project = await openProject(options.project);
  const found = await findPerson(project, who);
  const rows = await countPerson(project, found.person);
  if (rows.length === 0 && found.person.records.size === 0 && !found.isForgotten)
    throw new UserError("nobody has this email or id, neither in the published tables nor in the history", 2);
  printPreview(found, rows);
  if (options.dryRun) return;
  if (!options.yes) await confirm();
  await recordRun(
    "forget",
    options,
    async (night) => {
      const { person } = await findPerson(night.project, who);
      const erased = await erasePerson(night.project, person, night.asOf);
      printMessage(`history: ${sum(erased, "records")} record(s) erased from ${erased.length} load(s)`);
      await buildAndPublish(night, {});
      const removed = await removeOtherPublications(publishedFolder(night.project));
      printMessage(
        `publications: ${removed} older one(s) removed, because they have the person; a rollback to them is not possible`,
      );
      await writeAndPrintReports(night.project);
      await prove(night.project, person.needles, await countPerson(night.project, person));
    },
    createTelemetry(),
  );
}

const sum = (rows: readonly ForgottenOfLoad[], what: "records" | "changed") =>
  rows.reduce((total, row) => total + row[what], 0);

/** Counts by system and table, and ids: no names and no addresses. */
function printPreview({ person, sharedNames, isForgotten }: FoundPerson, rows: readonly ForgottenOfLoad[]): void {
  const lines = [`${person.records.size} record(s) and ${person.addresses.size} email address(es) are this person:`];
  // An id that is an address would name the person.
  for (const { system, id } of person.records.values())
    lines.push(`  ${system}:${id.includes("@") ? "(an address)" : id}`);
  lines.push("The history has of them, all nights together:");
  const tables = new Map<string, { records: number; changed: number }>();
  for (const { load, records, changed } of rows) {
    const key = `${load.system}  ${load.table}`;
    const before = tables.get(key) ?? { records: 0, changed: 0 };
    tables.set(key, { records: before.records + records, changed: before.changed + changed });
  }
  for (const [table, { records, changed }] of [...tables].sort(([one], [two]) => (one < two ? -1 : 1)))
    lines.push(
      `  ${table}: ${records} row(s)${changed > 0 ? `, and ${changed} of others that only mention the person` : ""}`,
    );
  if (rows.length === 0) lines.push("  nothing");
  if (isForgotten) lines.push("The person was forgotten before; what is left is erased now.");
  if (sharedNames > 0) lines.push("Somebody else has the same name, so the files are not searched for the name.");
  process.stdout.write(`${lines.join("\n")}\n`);
}

async function confirm(): Promise<void> {
  if (!process.stdin.isTTY)
    throw new UserError("nothing is erased: there is no terminal to ask on; add --yes to erase", 2);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("This cannot be undone. Erase? Type yes: ").finally(() => terminal.close());
  if (answer.trim().toLowerCase() !== "yes") throw new UserError("nothing is erased", 2);
}

/** Searches every file of the project. A `UserError` (exit 1) if a file that closedloop keeps still has the person. */
async function prove(project: Project, needles: readonly Needle[], rows: readonly ForgottenOfLoad[]): Promise<void> {
  const root = resolve(project.folder);
  const { kept, others } = await listProject(project, root);
  const left = await searchFiles(kept, needles);
  const yours = await searchFiles(others, needles);
  if (yours.length > 0)
    printMessage(
      "exports and other files of yours are never changed. Remove the person from these yourself, and delete the person in the source system:",
    );
  printFiles(yours, root, needles);
  if (left.length + rows.length > 0) {
    printMessage("these files, which closedloop keeps, have the person:");
    printFiles(left, root, needles);
    throw new UserError(
      `${left.length} file(s) and ${rows.length} load(s) still have something of the person: see the lines above`,
      1,
    );
  }
  printMessage(`proven: ${kept.length} files searched, none has an address, id or name of the person`);
}

/** What closedloop keeps, which must have nothing of the person; and all other files of the project, with the exports elsewhere. */
async function listProject(project: Project, root: string): Promise<{ kept: string[]; others: string[] }> {
  const published = resolve(publishedFolder(project));
  const reports = join(root, "reports");
  const sources = project.config.sources.map(({ path }) => resolve(root, path));
  // To open the lock with anything but DuckDB would give it away; it is empty.
  const isLock = (path: string) => path === join(published, "run.lock");
  const isKept = (path: string) => path === published || path === reports;
  const isSource = (path: string) => sources.includes(path);
  const kept = [published, reports].map((folder) => listFiles(folder, (path) => isLock(path) || isSource(path)));
  const others = [
    listFiles(root, (path) => isKept(path) || isSource(path) || basename(path) === ".git"),
    ...sources.map((folder) => listFiles(folder, isKept)),
  ];
  const all = async (lists: readonly Promise<string[]>[]) => [...new Set((await Promise.all(lists)).flat())];
  return { kept: await all(kept), others: await all(others) };
}

/** Names files, without what in their names is the person's. */
function printFiles(files: readonly FoundFile[], root: string, needles: readonly Needle[]): void {
  const expressions = needleExpressions(needles);
  for (const { path, found } of files) printMessage(`  ${withoutNeedles(relative(root, path), expressions)}: ${found}`);
}

async function listForgotten({ project: folder }: ForgetOptions): Promise<void> {
  const { config } = await openProject(folder);
  const forgotten = await readForgotten(folder, config);
  const lines = (forgotten?.people ?? []).map(
    ({ forgotten_at, hashes }) => `${forgotten_at}  ${hashes.length} hash(es)`,
  );
  process.stdout.write(`${lines.length === 0 ? "nobody was forgotten" : lines.join("\n")}\n`);
}

async function lift(who: string, { project: folder }: ForgetOptions): Promise<void> {
  const project = await openProject(folder);
  await withProjectLock(folder, project.config, "forget", async () => {
    const forgotten = await readForgotten(folder, project.config);
    const kept = forgotten && withoutPerson(project, forgotten, who.trim());
    if (kept === undefined || kept.people.length === forgotten!.people.length)
      throw new UserError("nobody with this email or id was forgotten", 2);
    await writeForgotten(folder, project.config, kept);
    printMessage("lifted: new exports bring the person back; what was erased does not come back");
  });
}
