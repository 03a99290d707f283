import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
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

/** Which bit of the history is flipped; anything that is left out is random. */
interface Flip {
  /** The name of the file, e.g. `rows.parquet`. */
  readonly file?: string;
  /** True if the exports of the newest load are still in their folder. */
  readonly hasExports?: boolean;
}

/**
 * Flips a bit of a file of the history. The next night must make a load again whose export is still there; of any other it
 * stops with a message. It never reads other values.
 */
export async function flipHistoryOnce(
  tally: Tally,
  { base, undisturbed }: FaultProject,
  known: KnownContents,
  chance: SeededRandom,
  folder: string,
  { file: wanted, hasExports = chance.happens(0.5) }: Flip = {},
): Promise<void> {
  // Before the second night the exports of the first are gone, afterwards those of the second are still there.
  const project = copyProject(hasExports ? undisturbed : base, join(folder, "flip-history"));
  const history = join(project, "warehouse", "history");
  const files = readdirSync(history, { recursive: true, encoding: "utf8" }).filter(
    (name) => statSync(join(history, name)).isFile() && (wanted === undefined || basename(name) === wanted),
  );
  const flipped = join(history, chance.pick(files.sort()));
  const isThere = hasExports && isOfSecondNight(dirname(flipped));
  const place = flipBit(flipped, chance);
  tally.tries++;
  const { code, stderr } = await runCommand(secondNight("run", project));
  const told = (what: string) => see(tally, `${basename(flipped)}: ${what}`);
  if (code === 0) {
    // No figure depends on them, but marts.data_quality says so and differs.
    if (stderr.includes("rejected records damaged in the history")) told("damaged, which is told");
    else if ((await contentOf(project)) !== known["warehouse.duckdb"]![1])
      blame(tally, "silent", `${place}: exit 0 with other tables`);
    else told(stderr.includes("made again") ? "made again" : "mended, or not read");
  } else if (code !== 4 || !stderr.includes("damaged") || /\n\s+at /.test(stderr))
    blame(tally, "wrong", `${place}: as of ${nights[1]} ended with ${code}: ${stderr}`);
  else if (isThere) blame(tally, "unhealed", `${place}: its export is there, but the run stopped: ${stderr}`);
  else told("stopped with exit code 4");
}

/** True if the folder is that of a load of the second night. */
function isOfSecondNight(load: string): boolean {
  const path = join(load, "load.json");
  return existsSync(path) && JSON.parse(readFileSync(path, "utf8")).loaded_at === nights[1];
}
