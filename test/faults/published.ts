import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Ended } from "./command.js";
import { runCommand } from "./command.js";
import { contentOf, type FaultProject, secondNight } from "./fault_project.js";
import { blame, see, type Tally } from "./tally.js";

/** The files that are published, of which the first must be there. */
const publishedFiles = ["warehouse.duckdb", "explore.duckdb"];

/** Judges the published files after a fault: each must be wholly the old or wholly the new one. Returns which of them the full file is. */
export async function judgePublished(
  tally: Tally,
  project: string,
  known: KnownContents,
): Promise<"old" | "new" | null> {
  const found: ("old" | "new" | null)[] = [];
  for (const file of publishedFiles) {
    if (!existsSync(join(project, "warehouse", file))) {
      if (file === publishedFiles[0]) blame(tally, "lost", `${project}: ${file} is gone`);
      continue;
    }
    const content = await contentOf(project, file).catch((error: Error) => {
      blame(tally, "lost", `${project}: ${file}: ${error.message}`);
      return undefined;
    });
    if (content === undefined) continue;
    const [before, after] = known[file] ?? [];
    const which = content === before ? "old" : content === after ? "new" : null;
    if (which === null) blame(tally, "mixed", `${project}: ${file} is neither the old nor the new one`);
    found.push(which);
  }
  if (new Set(found).size > 1) see(tally, "full and explore file apart until the next run");
  return found[0] ?? null;
}

/** For each published file its content before and after the second night. */
export type KnownContents = Readonly<Record<string, readonly [before: string, after: string]>>;

/** The contents of every published file of the two states of a company. */
export async function knownContents({ base, before, after, undisturbed }: FaultProject): Promise<KnownContents> {
  const known: Record<string, readonly [string, string]> = { "warehouse.duckdb": [before, after] };
  for (const file of publishedFiles.slice(1)) {
    if (!existsSync(join(base, "warehouse", file))) continue;
    known[file] = [await contentOf(base, file), await contentOf(undisturbed, file)];
  }
  return known;
}

/** Runs the second night again and compares its tables with those of a run without a fault; no file of the run before may remain. */
export async function rerun(tally: Tally, project: string, known: KnownContents): Promise<Ended> {
  const ended = await runCommand(secondNight("run", project));
  if (ended.code !== 0)
    blame(tally, "unhealed", `${project}: the run after it ends with ${ended.code}: ${ended.stderr}`);
  else {
    for (const [file, [, after]] of Object.entries(known)) {
      const content = await contentOf(project, file).catch((error: Error) => error.message);
      if (content !== after) blame(tally, "unhealed", `${project}: ${file} differs from a run without a fault`);
    }
  }
  for (const name of unfinishedFiles(project)) blame(tally, "wrong", `${project}: ${name} remains after the next run`);
  return ended;
}

/** The files below a project that only a run at work may have. */
export const unfinishedFiles = (project: string): string[] =>
  readdirSync(project, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(building|loading|keeping|partial|publishing|new|wal|tmp)$/.test(name),
  );
