/**
 * Shows that no fault loses or mixes what is published. Prints a table, and exits with 1 if a fault did.
 *
 *   npm run faults                                  # everything; about an hour on two processors
 *   npm run faults -- --kills 50 --seed 7           # fifty kills and nothing else
 *
 * The built command is run as a process, on a company of 240 leads in two nights.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { withScratchFolder } from "../../src/base/scratch_folder.js";
import { createFaultProject } from "./fault_project.js";
import { flipHistoryOnce, flipPublishedOnce } from "./flipped_bits.js";
import { judgeFortnight } from "./fortnight.js";
import { canMount, fillDiskOnce } from "./full_disk.js";
import { killOnce } from "./kills.js";
import { limitMemoryOnce } from "./memory_limits.js";
import { overlapOnce } from "./overlaps.js";
import { knownContents } from "./published.js";
import { stormReaders } from "./readers.js";
import { terminateOnce } from "./signals.js";
import { plantWalOnce } from "./stale_wal.js";
import { createTally, formatTallies, isSound, type Tally } from "./tally.js";

/** How often each fault is tried if no option says it. */
const all = {
  kills: 200,
  overlaps: 50,
  signals: 50,
  disks: 30,
  memories: 8,
  readers: 20,
  wals: 5,
  published: 200,
  history: 200,
  fortnights: 1,
};
type Fault = keyof typeof all;
const faults = Object.keys(all) as Fault[];

const options = Object.fromEntries([...faults, "seed", "workers"].map((name) => [name, { type: "string" as const }]));
const { values } = parseArgs({ options });
const given = faults.filter((fault) => values[fault] !== undefined);
const timesOf = (fault: Fault) => Number(given.length > 0 ? (values[fault] ?? 0) : all[fault]);
const seed = Number(values.seed ?? 1);
const workers = Number(values.workers ?? 2);

/** Does the work so often, some at the same time. Each gets a number, and a folder of its own that is removed afterwards. */
async function repeat(
  times: number,
  scratch: string,
  work: (no: number, folder: string) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let no = next++; no < times; no = next++) {
      const folder = join(scratch, `${no}`);
      mkdirSync(folder, { recursive: true });
      await work(no, folder);
      rmSync(folder, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
}

const tallies = await withScratchFolder(
  async (folder) => {
    const project = await createFaultProject(folder);
    const known = await knownContents(project);
    const found: Tally[] = [];
    const attempt = async (
      fault: Fault,
      name: string,
      once: (tally: Tally, chance: SeededRandom, folder: string, no: number) => Promise<void>,
    ) => {
      if (timesOf(fault) === 0) return;
      const tally = createTally(name);
      await repeat(timesOf(fault), join(folder, fault), (no, scratch) =>
        once(tally, new SeededRandom(seed, faults.indexOf(fault) * 10_000 + no), scratch, no),
      );
      found.push(tally);
      process.stderr.write(`${name}: ${tally.tries} tries, ${isSound(tally) ? "sound" : tally.faults.join("\n")}\n`);
    };
    await attempt("kills", "kill -9", (tally, chance, scratch) => killOnce(tally, project, known, chance, scratch));
    await attempt("overlaps", "runs at once", (tally, chance, scratch) =>
      overlapOnce(tally, project, known, chance, scratch),
    );
    await attempt("signals", "SIGTERM, SIGINT", (tally, chance, scratch) =>
      terminateOnce(tally, project, known, chance, scratch),
    );
    if (timesOf("disks") > 0 && !canMount(folder))
      process.stderr.write("full disk: NOT TRIED, this user may not mount a tmpfs\n");
    else
      await attempt("disks", "full disk", (tally, _, scratch, no) =>
        fillDiskOnce(tally, project, known, Math.round(16 * 1.35 ** no), scratch),
      );
    await attempt("memories", "memory limit", (tally, _, scratch, no) =>
      limitMemoryOnce(tally, project, known, `${8 * 2 ** no}MB`, scratch),
    );
    if (timesOf("readers") > 0) {
      const tally = createTally("readers");
      await stormReaders(tally, project, known, timesOf("readers"), folder);
      found.push(tally);
    }
    await attempt("wals", "stale WAL", (tally, _, scratch) => plantWalOnce(tally, project, known, scratch));
    await attempt("published", "bit of a published file", (tally, chance, scratch, no) =>
      flipPublishedOnce(tally, project, known, chance, scratch, { withRollback: no % 10 === 0 }),
    );
    await attempt("history", "bit of the history", (tally, chance, scratch) =>
      flipHistoryOnce(tally, project, known, chance, scratch),
    );
    await attempt("fortnights", "fortnight", (tally, _, scratch) => judgeFortnight(tally, scratch, 4000));
    return found;
  },
  { name: "closedloop-faults", removeOnSignal: true },
);
process.stdout.write(`${formatTallies(tallies)}\n`);
process.exitCode = tallies.every(isSound) ? 0 : 1;
