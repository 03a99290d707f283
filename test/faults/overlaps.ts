import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { runCommand } from "./command.js";
import { copyProject, type FaultProject, secondNight } from "./fault_project.js";
import { judgePublished, type KnownContents, rerun } from "./published.js";
import { blame, see, type Tally } from "./tally.js";

/** Starts two or three commands on one project with random pauses between them; one may be killed. Afterwards the night is run again unless told otherwise. */
export async function overlapOnce(
  tally: Tally,
  { base, milliseconds }: FaultProject,
  known: KnownContents,
  chance: SeededRandom,
  folder: string,
  { reruns = true } = {},
): Promise<void> {
  const project = copyProject(base, join(folder, `overlap-${tally.tries++}`));
  const commands = Array.from({ length: chance.integer(2, 3) }, () => chance.pick(["run", "run", "load"]));
  const pauses = commands.map((_, no) => (no === 0 ? 0 : chance.uniform(0, milliseconds * 0.8)));
  const killed = chance.happens(0.2) ? chance.integer(0, commands.length - 1) : -1;
  const killAfter = chance.uniform(0, milliseconds);
  const ends = await Promise.all(
    commands.map(async (command, no) => {
      await delay(pauses[no]);
      const end = await runCommand(secondNight(command, project), (child) => {
        if (no === killed) setTimeout(() => child.kill("SIGKILL"), killAfter);
      });
      return { command, ...end };
    }),
  );
  for (const { command, code, signal, stderr, milliseconds: took } of ends) {
    see(tally, signal ?? `exit ${code}`);
    if (code === 75) {
      if (took > 5000) blame(tally, "wrong", `${project}: exit 75 only after ${Math.round(took)} ms`);
    } else if (code !== 0 && signal === null)
      blame(tally, "wrong", `${project}: ${command} ended with ${code} beside ${commands.join(", ")}: ${stderr}`);
  }
  const which = await judgePublished(tally, project, known);
  if (which === "old" && ends.some(({ command, code }) => command === "run" && code === 0))
    blame(tally, "silent", `${project}: a run ended with 0, and the old file is published`);
  if (reruns) await rerun(tally, project, known);
}
