import { join } from "node:path";
import { runCommand } from "./command.js";
import { contentOf, copyProject, type FaultProject, secondNight } from "./fault_project.js";
import type { KnownContents } from "./published.js";
import { blame, see, type Tally } from "./tally.js";

/** Reads the published files again and again, each time with a new connection, while nights are published. */
export async function stormReaders(
  tally: Tally,
  { base }: FaultProject,
  known: KnownContents,
  publications: number,
  folder: string,
): Promise<void> {
  const project = copyProject(base, join(folder, "readers"));
  let isOver = false;
  const read = async (file: string) => {
    while (!isOver) {
      tally.tries++;
      const content = await contentOf(project, file).catch((error: Error) => {
        blame(tally, "lost", `${file}: ${error.message}`);
        return undefined;
      });
      if (content === undefined) continue;
      const [before, after] = known[file]!;
      if (content === before || content === after) see(tally, content === before ? "old" : "new");
      else blame(tally, "mixed", `a reader saw a ${file} that is neither the old nor the new one`);
    }
  };
  const readers = Object.keys(known).flatMap((file) => [read(file), read(file)]);
  for (let no = 0; no < publications; no++) {
    const { code, stderr } = await runCommand(secondNight("run", project));
    if (code !== 0) blame(tally, "wrong", `a run among readers ended with ${code}: ${stderr}`);
    see(tally, "published");
  }
  isOver = true;
  await Promise.all(readers);
}
