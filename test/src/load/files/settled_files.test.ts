import { appendFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLoadProject, crmSource, nightInstant } from "../load_project.js";

const lead = "exports/crm/Lead.csv";
const content = "Id,Company\n1,Acme\n";
/** Sets the time of a file to some seconds ago. */
const aged = (path: string, seconds: number) => {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
};

test("the run waits for a file that was just written and loads it if it has not changed meanwhile", async () => {
  const at = createLoadProject([{ ...crmSource, settle_seconds: 0.2 }]);
  at.put(lead, content);
  const { events, code } = await at.loadWithEvents();
  expect(events).toMatchObject([
    { kind: "waiting", file: "Lead.csv" },
    { kind: "loaded", added: true },
  ]);
  expect(code).toBe(0);
});

test("the run does not wait for a file that has not changed for long enough", async () => {
  const at = createLoadProject([{ ...crmSource, settle_seconds: 3600 }]);
  at.put(lead, content);
  aged(join(at.project, lead), 3601);
  expect((await at.loadWithEvents()).events.map(({ kind }) => kind)).toEqual(["loaded"]);
});

test("a file that still grows is left for the next run, which loads all of it; other files are loaded", async () => {
  const at = createLoadProject([{ ...crmSource, settle_seconds: 0 }]);
  at.put(lead, content);
  await at.load(nightInstant(1));
  at.config.sources[0]!.settle_seconds = 0.5;
  at.put("exports/crm/new/Lead.csv", "Id,Company\n2,Be");
  aged(join(at.project, lead), 60);
  const writing = setTimeout(() => appendFileSync(join(at.project, "exports/crm/new/Lead.csv"), "ta\n"), 100);
  const first = await at.loadWithEvents(nightInstant(2));
  clearTimeout(writing);
  expect(first).toMatchObject({ left: ["new/Lead.csv: it is still growing"], added: [], code: 0 });
  expect(await at.loadWithEvents(nightInstant(2))).toMatchObject({ left: [], added: ["new/Lead.csv"], code: 0 });
});

test("if all files of a table are left for the next run, the run reports the table as not loaded", async () => {
  const at = createLoadProject([{ ...crmSource, marker: ".done" }]);
  at.put(lead, content);
  const { code, error } = await at.loadWithEvents();
  expect({ code, said: error?.message }).toEqual({
    code: 3,
    said: expect.stringMatching(/raw.salesforce_leads: crm: Lead.csv/),
  });
});

test.each([
  ["next to the file", "Lead.csv.done"],
  ["for the whole folder", ".done"],
])("a source with markers loads a file without waiting if a marker is %s", async (_, sign) => {
  const at = createLoadProject([{ ...crmSource, marker: ".done", settle_seconds: 3600 }]);
  at.put(lead, content);
  at.put(`exports/crm/${sign}`, "");
  expect((await at.loadWithEvents()).events).toMatchObject([{ kind: "loaded", added: true }]);
});

test("a marker that is older than its file belongs to the night before and does not count", async () => {
  const at = createLoadProject([{ ...crmSource, marker: "_SUCCESS" }]);
  at.put(lead, content);
  at.put("exports/crm/_SUCCESS", "");
  await at.load(nightInstant(1));
  at.put(lead, `${content}2,Beta\n`);
  aged(join(at.project, "exports/crm/_SUCCESS"), 86_400);
  expect(await at.loadWithEvents(nightInstant(2))).toMatchObject({
    left: [expect.stringMatching(/_SUCCESS is older/)],
    code: 0,
  });
  expect(statSync(join(at.project, lead)).size).toBeGreaterThan(0);
});

test("a marker is no export, even if a pattern matches it", async () => {
  const at = createLoadProject([{ ...crmSource, marker: ".done", files: { Lead: "Lead*" } }]);
  at.put(lead, content);
  at.put(`${lead}.done`, "");
  expect(await at.loadWithEvents()).toMatchObject({ added: ["Lead.csv"], left: [], code: 0 });
});
