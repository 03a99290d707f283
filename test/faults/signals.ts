import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { runCommand } from "./command.js";
import { copyProject, type FaultProject, secondNight } from "./fault_project.js";
import { judgePublished, type KnownContents, rerun, unfinishedFiles } from "./published.js";
import { blame, see, type Tally } from "./tally.js";

/** Asks one second night to end at a random instant: it must end within 5 s, say so in its record, and leave nothing half done. */
export async function terminateOnce(
  tally: Tally,
  { base, milliseconds }: FaultProject,
  known: KnownContents,
  chance: SeededRandom,
  folder: string,
): Promise<void> {
  const project = copyProject(base, join(folder, `signal-${tally.tries++}`));
  const signal = chance.pick(["SIGTERM", "SIGINT"] as const);
  let asked = 0;
  const ended = await runCommand(secondNight("run", project), (child) => {
    setTimeout(
      () => {
        asked = performance.now();
        child.kill(signal);
      },
      chance.uniform(300, milliseconds),
    );
  });
  const took = performance.now() - asked;
  see(tally, ended.signal ?? `exit ${ended.code}`);
  if (asked > 0 && took > 5000 && ended.code !== 0)
    blame(tally, "wrong", `${project}: ended ${Math.round(took)} ms after ${signal}`);
  const which = await judgePublished(tally, project, known);
  if (ended.code !== 0) {
    const record = JSON.parse(readFileSync(join(project, "warehouse", "run_results.json"), "utf8"));
    see(tally, `recorded as ${record.status}`);
    const told = which === "new" ? "published" : "interrupted";
    // A signal that comes before the run has begun its record leaves that of the run before.
    if (record.as_of === "2026-06-02T23:00:00Z" && record.status !== told)
      blame(tally, "silent", `${project}: the ${which} file is published, and the record says ${record.status}`);
  }
  for (const name of unfinishedFiles(project)) blame(tally, "wrong", `${project}: ${name} remains after ${signal}`);
  await rerun(tally, project, known);
}
