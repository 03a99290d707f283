import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadExports } from "../../src/load/night/load_exports.js";
import { openProject } from "../../src/project/project.js";
import type { Instant } from "../../src/table/columns.js";
import { closedloop, queryProject, temporaryFolder } from "../support/cli.js";
import { nights, unseenMqls, writeNightlyStates } from "../support/nightly_states.js";

const clock = ["--as-of", "2026-07-01T00:00:00Z"];
const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});
const folder = temporaryFolder((end) => ends.push(end));
const made = join(folder, "made");

const project = (name: string) => join(folder, name);
const configure = (name: string) =>
  writeFileSync(
    join(project(name), "closedloop.yaml"),
    `sources:
  - {name: crm, system: salesforce, path: exports, settle_seconds: 0, incremental: true, reason_fields: {lead: Disqualified_Reason__c, opportunity: LossReason__c}}
mql: {source: recorded}
identity: {internal_domains: [leadworks.example]}
`,
  );

const instants = ["mql_at", "sal_at", "sql_at", "opportunity_at", "won_at", "lost_at", "rejected_at"];
const facts = ["outcome", "rejected_from", "rejection_reason", "opportunity_id"];
const cycles = `select cycle_id, person_id, ${[...instants, ...facts].join(", ")}
  from marts.mql_cycles where mql_at is not null order by cycle_id`;
type Row = Record<string, string | null>;

let told: Row[];
/** People whose MQL status was replaced before midnight, so that no nightly export shows it. */
let hidden: Set<unknown>;
let seen: Map<unknown, Row>;

beforeAll(async () => {
  expect(await closedloop(["example", "--leads", "4000", "--seed", "1", "--out", made])).toMatchObject({ code: 0 });
  await writeNightlyStates(
    join(made, "exports/salesforce"),
    join(project("told"), "exports"),
    join(project("seen"), "exports"),
  );
  for (const name of ["told", "seen"]) configure(name);
  const { config, folder, catalogue } = await openProject(project("seen"));
  const all = config.sources[0]!;
  for (const [no, asOf] of nights.entries()) {
    // One run per night, as with a scheduler.
    const sources = [{ ...all, path: `exports/night-${String(no + 1).padStart(2, "0")}` }];
    const night = { project: folder, config: { ...config, sources }, tables: catalogue.sources };
    await loadExports({ ...night, asOf: asOf as Instant });
  }
  for (const name of ["told", "seen"]) {
    expect(await closedloop(["run", "--project", project(name), ...clock])).toMatchObject({ code: 0 });
  }
  const records = await queryProject(project("told"), "select person_id, record_id from intermediate.person_records");
  const leads = new Set(await unseenMqls(join(project("told"), "exports")));
  hidden = new Set(records.flatMap((row) => (leads.has(String(row.record_id)) ? [row.person_id] : [])));
  told = (await queryProject(project("told"), cycles)) as Row[];
  seen = new Map(((await queryProject(project("seen"), cycles)) as Row[]).map((row) => [row.cycle_id, row]));
});

test("nights without a history find every cycle that a history tells, but those whose MQL no midnight saw", async () => {
  const missing = told.filter(({ cycle_id }) => !seen.has(cycle_id));
  expect(missing.map(({ person_id }) => person_id).filter((person) => !hidden.has(person))).toEqual([]);
  expect(told.length).toBeGreaterThan(40);
  expect(missing.length).toBeLessThan(told.length / 5);
  expect(pairs().length).toBeGreaterThan(30);
  const others = [...seen.keys()].filter((id) => !told.some(({ cycle_id }) => cycle_id === id));
  expect(others).toEqual([]);
});

/** Cycles from the history objects, paired with the same cycles from the nightly states. */
const pairs = () =>
  told.flatMap((cycle): [Row, Row][] => (hidden.has(cycle.person_id) ? [] : [[cycle, seen.get(cycle.cycle_id)!]]));

test("each ended as the history says, for its reason and with its opportunity", () => {
  for (const [cycle, other] of pairs()) {
    const factsOf = (row: Row) => [row.cycle_id, ...facts.map((name) => row[name])];
    expect(factsOf(other)).toEqual(factsOf(cycle));
  }
  expect(new Set(told.map(({ outcome }) => outcome)).size).toBeGreaterThan(4);
});

test("no instant is more than one night from the one that the history tells", () => {
  for (const [cycle, other] of pairs()) {
    for (const name of instants) {
      const [one, two] = [cycle[name] ?? null, other[name] ?? null];
      expect([cycle.cycle_id, name, two === null]).toEqual([cycle.cycle_id, name, one === null]);
      if (one === null || two === null) continue;
      const hours = Math.abs(Date.parse(one) - Date.parse(two)) / 3_600_000;
      expect([cycle.cycle_id, name, hours < 24]).toEqual([cycle.cycle_id, name, true]);
    }
  }
});
