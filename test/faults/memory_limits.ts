import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "./command.js";
import { copyProject, type FaultProject, secondNight } from "./fault_project.js";
import { judgePublished, type KnownContents } from "./published.js";
import { blame, see, type Tally } from "./tally.js";

/** Runs the second night under a limit of memory: it ends with 0 and the right tables, or with 4 and the old ones. */
export async function limitMemoryOnce(
  tally: Tally,
  { base }: FaultProject,
  known: KnownContents,
  limit: string,
  folder: string,
): Promise<void> {
  tally.tries++;
  const project = copyProject(base, join(folder, `memory-${limit}`));
  appendFileSync(join(project, "closedloop.yaml"), `resources: {memory_limit: ${limit}}\n`);
  const { code, stderr } = await runCommand(secondNight("run", project));
  see(tally, `exit ${code}`);
  if (code !== 0 && code !== 4) blame(tally, "wrong", `${limit}: ended with ${code}: ${stderr}`);
  const which = await judgePublished(tally, project, known);
  if (code === 0 && which !== "new") blame(tally, "silent", `${limit}: exit 0, and the old file is published`);
}
