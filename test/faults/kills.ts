import { watch } from "node:fs";
import { join } from "node:path";
import type { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { runCommand } from "./command.js";
import { copyProject, type FaultProject, secondNight } from "./fault_project.js";
import { judgePublished, type KnownContents, rerun } from "./published.js";
import { blame, see, type Tally } from "./tally.js";

/** What a killed run had told last, to name the step that it was in. */
const stepOf = (stderr: string): string =>
  /report: /.test(stderr)
    ? "after the report"
    : /published: /.test(stderr)
      ? "while reporting"
      : /loaded: \d+ new/.test(stderr)
        ? "while building or publishing"
        : "while loading";

/** Kills one second night at a random instant with SIGKILL, looks at the published files, and runs the night again unless told otherwise. */
export async function killOnce(
  tally: Tally,
  { base, milliseconds }: FaultProject,
  known: KnownContents,
  chance: SeededRandom,
  folder: string,
  { reruns = true } = {},
): Promise<void> {
  const project = copyProject(base, join(folder, `kill-${tally.tries++}`));
  // Publishing takes only a few milliseconds: a quarter of the kills waits for it.
  const waits = chance.happens(0.25);
  const delay = waits ? chance.uniform(0, 30) : chance.uniform(0, milliseconds);
  const ended = await runCommand(secondNight("run", project), (child) => {
    const kill = () => setTimeout(() => child.kill("SIGKILL"), delay);
    if (!waits) return void kill();
    const watcher = watch(join(project, "warehouse"), (_, name) => {
      if (name === null || !/^(warehouse|explore)\.duckdb$|^publi/.test(name)) return;
      watcher.close();
      kill();
    });
    child.on("exit", () => watcher.close());
  });
  if (ended.signal === "SIGKILL") see(tally, `killed ${waits ? "while publishing" : stepOf(ended.stderr)}`);
  else if (ended.code === 0) see(tally, "ended before the kill");
  else blame(tally, "wrong", `${project}: ended with ${ended.code}: ${ended.stderr}`);
  see(tally, `then the published file is the ${await judgePublished(tally, project, known)} one`);
  if (reruns) await rerun(tally, project, known);
}
