import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { runCommand } from "./command.js";
import { contentOf, copyProject, type FaultProject, nights, secondNight } from "./fault_project.js";
import type { KnownContents } from "./published.js";
import { blame, see, type Tally } from "./tally.js";

/** Changes one random bit of a file and returns where. */
function flipBit(path: string, chance: SeededRandom): string {
  const bytes = readFileSync(path);
  const at = chance.integer(0, bytes.length - 1);
  bytes[at]! ^= 1 << chance.integer(0, 7);
  writeFileSync(path, bytes);
  return `${path}, byte ${at}`;
}

/** Flips a bit of the published file: `verify` must find it, and `rollback` must bring the night before back. */
export async function flipPublishedOnce(
  tally: Tally,
  { undisturbed }: FaultProject,
  known: KnownContents,
  chance: SeededRandom,
  folder: string,
  { withRollback = false } = {},
): Promise<void> {
  const project = copyProject(undisturbed, join(folder, "flip-published"));
  const file = chance.pick(Object.keys(known));
  const place = flipBit(join(project, "warehouse", file), chance);
  tally.tries++;
  const found = await runCommand(["verify", "--project", project]);
  see(tally, `verify exit ${found.code}`);
  if (found.code === 0) blame(tally, "silent", `${place}: verify ends with 0`);
  else if (found.code !== 4 || !`${found.stdout}${found.stderr}`.includes(file))
    blame(tally, "wrong", `${place}: verify ends with ${found.code}: ${found.stdout}${found.stderr}`);
  if (!withRollback) return;
  const back = await runCommand(["rollback", "--project", project]);
  if (back.code !== 0) return blame(tally, "unhealed", `${place}: rollback ends with ${back.code}: ${back.stderr}`);
  see(tally, "rolled back");
  if ((await contentOf(project, file)) !== known[file]![0])
    blame(tally, "unhealed", `${place}: rollback gives other tables`);
}

/** Flips a bit of a file of the history: the next night makes the load again or stops with a message; it never reads other values. */
export async function flipHistoryOnce(
  tally: Tally,
  { base, undisturbed }: FaultProject,
  known: KnownContents,
  chance: SeededRandom,
  folder: string,
): Promise<void> {
  // Before the second night the exports of the first are gone, afterwards those of the second are still there.
  const isHealable = chance.happens(0.5);
  const project = copyProject(isHealable ? undisturbed : base, join(folder, "flip-history"));
  const history = join(project, "warehouse", "history");
  const files = readdirSync(history, { recursive: true, encoding: "utf8" }).filter((name) =>
    statSync(join(history, name)).isFile(),
  );
  const place = flipBit(join(history, chance.pick(files.sort())), chance);
  tally.tries++;
  const { code, stderr } = await runCommand(secondNight("run", project));
  see(tally, `exit ${code}`);
  if (code === 0) {
    // No figure depends on them, but marts.data_quality says so and differs.
    if (stderr.includes("rejected records damaged in the history")) see(tally, "rejected records damaged, told");
    else if ((await contentOf(project)) !== known["warehouse.duckdb"]![1])
      blame(tally, "silent", `${place}: exit 0 with other tables`);
    else see(tally, /damage/i.test(stderr) ? "made again" : "the bit changed nothing");
  } else if ((code !== 3 && code !== 4) || /\n\s+at /.test(stderr))
    blame(tally, "wrong", `${place}: as of ${nights[1]} ended with ${code}: ${stderr}`);
}
