import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quarantineFolder } from "../../../../src/config/project_paths.js";
import { applyRetention } from "../../../../src/load/night/retention.js";
import { readVerifiedHistory } from "../../../../src/load/raw/verified_loads.js";
import { createRunRecord, readRuns, writeRun } from "../../../../src/runs/run_log.js";
import { createLoadProject, crmSource, leads, nightInstant, people, stageEvents } from "../load_project.js";

const tables = [leads, people, stageEvents];
const feed = { file: "events.csv", columns: { record_id: "id", occurred_at: "at" }, constants: { stage: "mql" } };
const app = { name: "app", system: "mapped", path: "exports/app", entities: { stage_events: feed } };

const apply = (at: ReturnType<typeof createLoadProject>, day: number) =>
  applyRetention({ project: at.project, config: at.config, tables, asOf: nightInstant(day) });

test("older contents of a file without a key go, but not the first one, and no table changes", async () => {
  const at = createLoadProject([app], { retention: { replaced_loads_days: 5 } });
  for (const day of [1, 2, 3, 12]) {
    at.put("exports/app/events.csv", `id,at\n${day},2026-06-01\n`);
    await at.load(nightInstant(day));
  }
  const rows = "select record_id from raw.mapped_stage_events";
  const before = await at.raw(rows);
  expect(await apply(at, 12)).toEqual({ loads: 2, copies: 0 });
  expect((await at.loads()).map(({ loaded_at }) => loaded_at).sort()).toEqual([nightInstant(1), nightInstant(12)]);
  expect(await at.raw(rows)).toEqual(before);
  const verified = await readVerifiedHistory({ ...at, tables, asOf: nightInstant(12), leaveOutDamaged: false });
  expect([verified.loads.length, verified.leftOut]).toEqual([2, []]);
  expect(await apply(at, 12)).toEqual({ loads: 0, copies: 0 });
});

test("a content under an older contract goes, and where it was seen is kept with the content under today's", async () => {
  const columns = { record_id: "no", source: "a" };
  const at = createLoadProject([{ ...app, entities: { people: { file: "p.csv", columns } } }], {
    retention: { replaced_loads_days: 5 },
  });
  at.put("exports/app/p.csv", "no,a,b\n0,x,y\n");
  await at.load(nightInstant(1));
  at.put("exports/app/p.csv", "no,a,b\n1,x,y\n");
  await at.load(nightInstant(2));
  at.config.sources[0]!.entities!.people![0]!.columns = { record_id: "no", source: "b" };
  await at.load(nightInstant(12));
  expect(await apply(at, 12)).toEqual({ loads: 1, copies: 0 });
  const kept = (await at.loads()).find(({ loaded_at }) => loaded_at === nightInstant(12));
  expect(kept?.seen).toEqual([{ file: "p.csv", first: nightInstant(2), last: nightInstant(12) }]);
});

test("nights of a full export never go, because their differences are the history of fields; without a setting nothing goes", async () => {
  for (const retention of [{}, { replaced_loads_days: 1, quarantine_days: 1 }]) {
    const at = createLoadProject([crmSource], { retention });
    for (const day of [1, 2, 3]) {
      at.put("exports/crm/Lead.csv", `Id,Status\n1,${day}\n`);
      await at.load(nightInstant(day));
    }
    expect(await apply(at, 29)).toEqual({ loads: 0, copies: 0 });
    expect((await at.loads()).length).toBe(3);
  }
});

test("copies in the quarantine go after their days; the note of a day without a sound export stays", async () => {
  const at = createLoadProject([crmSource], { retention: { quarantine_days: 5 } });
  const folder = quarantineFolder(at.project, at.config);
  at.put("exports/crm/2026-06-01/Lead.csv", "<!doctype html>\n<p>Sign in</p>\n");
  await at.quarantined(nightInstant(1));
  at.remove("exports/crm/2026-06-01/Lead.csv");
  at.put("exports/crm/Lead.csv", "<!doctype html>\n<p>Log in</p>\n");
  await at.quarantined(nightInstant(2));
  expect(await apply(at, 6)).toEqual({ loads: 0, copies: 0 });
  expect(await apply(at, 9)).toEqual({ loads: 0, copies: 2 });
  const [id, ...others] = readdirSync(folder) as [string];
  expect([others, existsSync(join(folder, id, "content.csv")), existsSync(join(folder, id, "why.json"))]).toEqual([
    [],
    false,
    true,
  ]);
  expect(await apply(at, 9)).toEqual({ loads: 0, copies: 0 });
});

test("as many records of runs are kept as `retention.runs` says", async () => {
  const at = createLoadProject([crmSource], { retention: { runs: 2 } });
  const run = createRunRecord("run", at.config, nightInstant(1));
  const nothing = { files: [], unread: [], volumes: [], tables: [], freshness: [], killed_runs: [] };
  const results = { ...nothing, warning_count: null };
  for (const nth of [1, 2, 3]) await writeRun(at.project, at.config, { ...run, ...results, run_id: `run-${nth}` });
  expect((await readRuns(at.project, at.config)).map(({ run_id }) => run_id)).toEqual(["run-2", "run-3"]);
});
