/** One missing file or source keeps no other file out. */
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLastLoad } from "../../../src/load/night/last_load.js";
import { collectLoadFindings } from "../../../src/load/night/load_findings.js";
import { createLoadProject, crmSource, nightInstant } from "./load_project.js";

const events = (file: string, stage: string) => ({
  ...{ file, columns: { record_id: "id", occurred_at: "at" } },
  constants: { stage },
});
const app = {
  ...{ name: "app", system: "mapped", path: "exports/app" },
  entities: { stage_events: [events("mqls.csv", "mql"), events("won.csv", "won")] },
};

function createTwoSources() {
  const at = createLoadProject([crmSource, app]);
  at.put("exports/crm/Lead.csv", "Id\n1\n");
  at.put("exports/app/mqls.csv", "id,at\na,2026-06-01\n");
  at.put("exports/app/won.csv", "id,at\na,2026-06-02\n");
  return at;
}

test("a missing file that closedloop.yaml names stops the run on the first night, and all other files are loaded", async () => {
  const at = createTwoSources();
  at.remove("exports/app/won.csv");
  const first = await at.loadWithEvents();
  expect(first).toMatchObject({ added: ["Lead.csv", "mqls.csv"], code: 3 });
  expect(first.error?.message).toContain(`app: won.csv: ${join(at.project, "exports/app/won.csv")}: no such file`);
});

test("the next nights go on with its earlier data and say so, and it is new again after it came back", async () => {
  const at = createTwoSources();
  await at.load(nightInstant(1));
  at.remove("exports/app/won.csv");
  expect(await at.loadWithEvents(nightInstant(2))).toMatchObject({ code: 3 });
  const second = await at.loadWithEvents(nightInstant(3));
  expect(second).toMatchObject({ code: 0 });
  expect(second.events).toMatchObject([{ kind: "missing", isNew: false, first_missed: nightInstant(2) }, {}, {}]);
  const told = async () => collectLoadFindings(await at.loads(), [], await readLastLoad(at.project, at.config));
  expect(await told()).toMatchObject([
    { check: "files missing that were there before", subject: "app: won.csv -> raw.mapped_stage_events (stage: won)" },
  ]);
  expect(await at.raw("select stage from raw.mapped_stage_events order by stage")).toEqual([
    { stage: "mql" },
    { stage: "won" },
  ]);
  at.put("exports/app/won.csv", "id,at\na,2026-06-02\n");
  expect(await at.loadWithEvents(nightInstant(4))).toMatchObject({ code: 0 });
  expect(await told()).toEqual([]);
  at.remove("exports/app/won.csv");
  expect(await at.loadWithEvents(nightInstant(5))).toMatchObject({ code: 3 });
});

test("a file that was never there stops every run: numbers without it would be wrong", async () => {
  const at = createTwoSources();
  at.remove("exports/app/won.csv");
  for (const day of [1, 2, 3]) expect(await at.loadWithEvents(nightInstant(day))).toMatchObject({ code: 3 });
});

test.each([
  ["a folder that is missing", {}, () => {}, "no such folder"],
  ["no manifest", { manifest: "files.json" }, () => {}, "no files.json"],
  [
    "a link with the name of an export",
    {},
    (project: string) => symlinkSync("/etc/hostname", join(project, "exports/app/won.csv")),
    "a symbolic link",
  ],
])("a source with %s stops every run, and the other sources are loaded", async (name, more, spoil, found) => {
  const at = createLoadProject([{ ...app, ...more }, crmSource]);
  at.put("exports/crm/Lead.csv", "Id\n1\n");
  if (!name.includes("folder")) at.put("exports/app/mqls.csv", "id,at\na,2026-06-01\n");
  spoil(at.project);
  for (const day of [1, 3]) {
    const { error, code } = await at.loadWithEvents(nightInstant(day));
    expect([code, error?.message]).toEqual([3, expect.stringContaining(found)]);
  }
  expect(await at.loads()).toMatchObject([{ file: "Lead.csv" }]);
});
