import { cpSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { withWarehouse } from "../../src/table/database_file.js";
import { rowsOf } from "../../src/table/rows.js";
import { digestsOfFile } from "../support/digest.js";
import { nights, writeNightlyStates } from "../support/nightly_states.js";
import { type Ended, runCommand } from "./command.js";
import { copyProject } from "./fault_project.js";
import { blame, see, type Tally } from "./tally.js";

/** What was done, and how the command ended. */
interface Step {
  readonly what: string;
  readonly expected: number;
  readonly ended: Ended;
}

interface Fortnight {
  readonly steps: readonly Step[];
  /** How each run ended, oldest first, as `marts.runs` of the last night tells it. */
  readonly told: readonly string[];
  /** The tables that differ between the last night and a rebuild from the history alone. */
  readonly differing: readonly string[];
}

/** Runs a fortnight and counts what did not end as it must. */
export async function judgeFortnight(tally: Tally, folder: string, leads: number): Promise<void> {
  tally.tries++;
  const { steps, told, differing } = await simulateFortnight(folder, leads);
  for (const { what, expected, ended } of steps) {
    see(tally, `exit ${ended.code}`);
    if (ended.code !== expected)
      blame(tally, "wrong", `${what}: exit ${ended.code}, expected ${expected}: ${ended.stderr}`);
  }
  // A run that found the lock taken is none.
  const story = steps.filter(({ expected }) => expected !== 75);
  const expected = story.map((step) => `${step.expected === 0 ? "published" : "failed"} ${step.expected}`);
  if (`${told}` !== `${expected}`) blame(tally, "wrong", `marts.runs tells ${told}, expected ${expected}`);
  for (const table of differing) blame(tally, "unhealed", `${table} differs from a rebuild from the history`);
}

/**
 * Runs two weeks of nights of a generated company whose exports are overwritten each night. It grows and changes; one night
 * brings a file that was cut, one lacks a file, one runs twice, one comes after its run, and one still runs when the next begins.
 */
async function simulateFortnight(folder: string, leads: number): Promise<Fortnight> {
  const made = join(folder, "made");
  await runCommand(["example", "--leads", `${leads}`, "--seed", "1", "--out", made]);
  const states = join(folder, "states");
  await writeNightlyStates(join(made, "exports", "salesforce"), join(folder, "told"), states);
  const project = join(folder, "project");
  const exports = join(project, "exports");
  mkdirSync(exports, { recursive: true });
  writeFileSync(
    join(project, "closedloop.yaml"),
    `sources:
  - {name: crm, system: salesforce, path: exports, settle_seconds: 0, reason_fields: {lead: Disqualified_Reason__c, opportunity: LossReason__c}}
`,
  );
  cpSync(join(states, "static"), exports, { recursive: true });

  const steps: Step[] = [];
  const put = (night: number) =>
    cpSync(join(states, `night-${String(night).padStart(2, "0")}`), exports, { recursive: true });
  /** The clock of a night's run: an hour after the export, or later. */
  const asOf = (night: number, hours = 1) => new Date(Date.parse(nights[night - 1]!) + hours * 3_600_000).toISOString();
  const run = (clock: string) => runCommand(["run", "--project", project, "--as-of", clock]);
  const step = async (what: string, expected: number, clock: string) => {
    steps.push({ what, expected, ended: await run(clock) });
  };
  const lead = join(exports, "Lead.csv");
  for (let night = 1; night <= 14; night++) {
    if (night !== 9) put(night);
    if (night === 4) truncateSync(lead, Math.floor(statSync(lead).size * 0.6));
    if (night === 6) rmSync(lead);
    if (night === 11) continue;
    if (night === 10) {
      const first = run(asOf(10));
      await delay(800);
      const second = await run(asOf(11));
      steps.push({ what: "night 11 begins while night 10 runs", expected: 75, ended: second });
      steps.push({ what: "night 10 ends", expected: 0, ended: await first });
      put(11);
      await step("night 11 is run again", 0, asOf(11, 2));
      continue;
    }
    const what = { 4: "night 4, its leads cut off", 6: "night 6 without leads", 9: "night 9, its exports late" }[night];
    await step(what ?? `night ${night}`, night === 4 ? 3 : 0, asOf(night));
    if (night === 8) await step("night 8 is run twice", 0, asOf(8));
    if (night !== 9) continue;
    put(9);
    await step("night 9 after its exports came", 0, asOf(9, 6));
  }
  const published = join(project, "warehouse", "warehouse.duckdb");
  const told = await withWarehouse(published, "READ_ONLY", (reader) =>
    rowsOf<{ end: string }>(
      reader,
      `select status || ' ' || coalesce(exit_code, 0) as "end" from marts.runs order by started_at`,
    ),
  );
  const rebuilt = copyProject(project, join(folder, "rebuilt"));
  rmSync(join(rebuilt, "exports"), { recursive: true });
  rmSync(join(rebuilt, "warehouse", "warehouse.duckdb"));
  const ended = await runCommand(["run", "--from-history", "--project", rebuilt, "--as-of", asOf(14)]);
  if (ended.code !== 0) throw new Error(`the rebuild from the history ends with ${ended.code}: ${ended.stderr}`);
  const [one, other] = [
    await digestsOfFile(published),
    await digestsOfFile(join(rebuilt, "warehouse", "warehouse.duckdb")),
  ];
  const tables = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return { steps, told: told.map(({ end }) => end), differing: tables.filter((table) => one[table] !== other[table]) };
}
