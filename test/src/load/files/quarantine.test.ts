import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLoadProject, crmSource, nightInstant } from "../load_project.js";

const lead = "exports/crm/Lead.csv";
const sound = "Id,Company\n1,Acme\n";
const torn = "Id,Company\n1,Acme\n2";

/** One night with a sound export of leads, then one with an export that cannot be trusted. */
async function tornNight() {
  const at = createLoadProject();
  at.put("exports/crm/old/Lead.csv", sound);
  await at.load(nightInstant(1));
  at.put(lead, torn);
  const { error, code } = await at.loadWithEvents(nightInstant(2));
  const folder = join(at.project, "warehouse", "quarantine");
  const entries = () => readdirSync(folder).map((id) => JSON.parse(readFileSync(join(folder, id, "why.json"), "utf8")));
  return { at, folder, error, code, entries };
}

test("a copy of a file that cannot be trusted is kept with the reason, readable by its owner only", async () => {
  const { folder, error, code, entries } = await tornNight();
  expect({ code, said: error?.message }).toEqual({ code: 3, said: expect.stringContaining(folder) });
  expect(entries()).toEqual([
    {
      ...{ source: "crm", table: "raw.salesforce_leads", feed: null, file: "Lead.csv", bytes: torn.length },
      ...{
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        found: expect.stringMatching(/^line 3: .*the file was cut/),
      },
      ...{ first_met: nightInstant(2), last_met: nightInstant(2), seal: expect.any(String) },
    },
  ]);
  const [id] = readdirSync(folder);
  expect(readFileSync(join(folder, id!, "content.csv"), "utf8")).toBe(torn);
  const modes = [folder, join(folder, id!), join(folder, id!, "content.csv"), join(folder, id!, "why.json")];
  expect(modes.map((path) => (statSync(path).mode & 0o777).toString(8))).toEqual(["700", "700", "600", "600"]);
});

test("in the same night the file stops the run again; the next night reports it and goes on without it", async () => {
  const { at, entries } = await tornNight();
  expect((await at.loadWithEvents("2026-06-02T04:00:00Z")).code).toBe(3);
  const { events, code } = await at.loadWithEvents(nightInstant(3));
  expect(code).toBe(0);
  expect(events).toContainEqual(expect.objectContaining({ kind: "quarantined", isNew: false }));
  expect(entries()).toMatchObject([{ first_met: nightInstant(2), last_met: nightInstant(3) }]);
});

test("a second bad content of a file is new, however long the first is known", async () => {
  const { at, entries } = await tornNight();
  at.put(lead, `${torn}3`);
  expect((await at.loadWithEvents(nightInstant(5))).code).toBe(3);
  expect(entries()).toHaveLength(2);
});

test("a quarantined content stays when the next export overwrites the file, and is removed when it loads after all", async () => {
  const { at, folder, entries } = await tornNight();
  at.put(lead, `${sound}2,Beta\n`);
  expect(await at.loadWithEvents(nightInstant(3))).toMatchObject({ code: 0, added: ["Lead.csv"] });
  expect(entries()).toHaveLength(1);
  at.put(lead, "Id,Company,Employees\n1,A,x\n");
  at.config.sources[0]!.reject_budget = { share: 0, rows: 0 };
  expect((await at.loadWithEvents(nightInstant(4))).code).toBe(3);
  at.config.sources[0]!.reject_budget = { share: 1, rows: 0 };
  expect(await at.loadWithEvents(nightInstant(4))).toMatchObject({ code: 0, added: ["Lead.csv"] });
  expect(entries()).toMatchObject([{ file: "Lead.csv", first_met: nightInstant(2) }]);
  expect(readdirSync(folder)).toHaveLength(1);
});

test("the same content under two names is one entry", async () => {
  const at = createLoadProject([crmSource]);
  at.put(lead, torn);
  at.put("exports/crm/copy/Lead.csv", torn);
  const { events } = await at.loadWithEvents();
  expect(events.map(({ kind }) => kind)).toEqual(["quarantined", "quarantined"]);
  expect(readdirSync(join(at.project, "warehouse", "quarantine"))).toHaveLength(1);
});

test("an unfinished copy of a killed run is removed", async () => {
  const { at, folder } = await tornNight();
  mkdirSync(join(folder, "0123.keeping"));
  writeFileSync(join(folder, "0123.keeping", "content.csv"), "half");
  await at.loadWithEvents(nightInstant(3));
  expect(readdirSync(folder)).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
});

test("a table whose only file is in quarantine stops every night", async () => {
  const at = createLoadProject();
  at.put(lead, torn);
  expect((await at.loadWithEvents(nightInstant(1))).code).toBe(3);
  expect(await at.loadWithEvents(nightInstant(9))).toMatchObject({
    code: 3,
    error: { message: expect.stringMatching(/No data was ever loaded/) },
  });
});
