import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SeededRandom } from "../../seeds/company/world/seeded_random.js";
import { createFaultProject, type FaultProject } from "../faults/fault_project.js";
import { flipHistoryOnce } from "../faults/flipped_bits.js";
import { killOnce } from "../faults/kills.js";
import { overlapOnce } from "../faults/overlaps.js";
import { type KnownContents, knownContents } from "../faults/published.js";
import { plantWalOnce } from "../faults/stale_wal.js";
import { createTally } from "../faults/tally.js";
import { temporaryFolder } from "../support/cli.js";

// `npm run faults` tries each fault hundreds of times, and more kinds of them.

const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});
let project: FaultProject;
let known: KnownContents;
let scratch: string;
beforeAll(async () => {
  const folder = temporaryFolder((end) => ends.push(end));
  project = await createFaultProject(folder);
  known = await knownContents(project);
  scratch = join(folder, "tries");
  mkdirSync(scratch);
});
const chance = new SeededRandom(1, 1);
const sound = { lost: 0, mixed: 0, silent: 0, unhealed: 0, wrong: 0, faults: [] };

test("eight runs killed at random instants lose and mix nothing, and the next run gives the tables of one that was not", async () => {
  const tally = createTally("kill -9");
  for (let no = 0; no < 8; no++) await killOnce(tally, project, known, chance, scratch, { reruns: no % 4 === 0 });
  expect(tally).toMatchObject({ ...sound, tries: 8 });
});

test("four times, two or three runs at once leave one publication, and those kept out end with 75", async () => {
  const tally = createTally("runs at once");
  for (let no = 0; no < 4; no++) await overlapOnce(tally, project, known, chance, scratch, { reruns: false });
  expect(tally).toMatchObject({ ...sound, tries: 4 });
});

test("the log of another database beside the published file is not applied to it", async () => {
  const tally = createTally("stale WAL");
  await plantWalOnce(tally, project, known, scratch);
  expect(tally).toMatchObject({ ...sound, tries: 1 });
});

test("a bit flipped in the rows of the history is mended from the export, or the run stops: it is never read as another value", async () => {
  const tally = createTally("bit of the history");
  for (const hasExports of [true, false])
    await flipHistoryOnce(tally, project, known, chance, scratch, { file: "rows.parquet", hasExports });
  expect(tally).toMatchObject({ ...sound, tries: 2 });
  expect(tally.seen).toHaveProperty(["rows.parquet: stopped with exit code 4"]);
});
