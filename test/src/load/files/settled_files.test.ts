import { appendFileSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLoadProject, crmSource, nightInstant } from "../load_project.js";

const lead = "exports/crm/Lead.csv";
const content = "Id,Company\n1,Acme\n";
/** As if the file had been written so many seconds ago. */
const aged = (path: string, seconds: number) => {
  const then = Date.now() / 1000 - seconds;
  utimesSync(path, then, then);
};

test("a file written just now is waited for, and loads when it has not changed meanwhile", async () => {
  const at = createLoadProject([{ ...crmSource, settle_seconds: 0.2 }]);
  at.put(lead, content);
  const { events, code } = await at.told();
  expect(events).toMatchObject([
    { kind: "waiting", file: "Lead.csv" },
    { kind: "loaded", added: true },
  ]);
  expect(code).toBe(0);
});

test("a file that nobody has written to for long enough is not waited for", async () => {
  const at = createLoadProject([{ ...crmSource, settle_seconds: 3600 }]);
  at.put(lead, content);
  aged(join(at.project, lead), 3601);
  expect((await at.told()).events.map(({ kind }) => kind)).toEqual(["loaded"]);
});

test("a file that still grows is left for the next run, which loads it whole; the others are loaded", async () => {
  const at = createLoadProject([{ ...crmSource, settle_seconds: 0 }]);
  at.put(lead, content);
  await at.load(nightInstant(1));
  at.config.sources[0]!.settle_seconds = 0.5;
  at.put("exports/crm/new/Lead.csv", "Id,Company\n2,Be");
  aged(join(at.project, lead), 60);
  const writing = setTimeout(() => appendFileSync(join(at.project, "exports/crm/new/Lead.csv"), "ta\n"), 100);
  const first = await at.told(nightInstant(2));
  clearTimeout(writing);
  expect(first).toMatchObject({ left: ["new/Lead.csv: it is still growing"], added: [], code: 0 });
  expect(await at.told(nightInstant(2))).toMatchObject({ left: [], added: ["new/Lead.csv"], code: 0 });
});

test("where all that a table has is left, the run says that its export is missing", async () => {
  const at = createLoadProject([{ ...crmSource, marker: ".done" }]);
  at.put(lead, content);
  const { code, error } = await at.told();
  expect({ code, said: error?.message }).toEqual({
    code: 3,
    said: expect.stringMatching(/raw.salesforce_leads: crm: Lead.csv/),
  });
});

test.each([
  ["beside the file", "Lead.csv.done"],
  ["for the whole folder", ".done"],
])("with markers a file is taken once one stands %s, without a wait", async (_, sign) => {
  const at = createLoadProject([{ ...crmSource, marker: ".done", settle_seconds: 3600 }]);
  at.put(lead, content);
  at.put(`exports/crm/${sign}`, "");
  expect((await at.told()).events).toMatchObject([{ kind: "loaded", added: true }]);
});

test("a marker that is older than its file is of the night before and says nothing", async () => {
  const at = createLoadProject([{ ...crmSource, marker: "_SUCCESS" }]);
  at.put(lead, content);
  at.put("exports/crm/_SUCCESS", "");
  await at.load(nightInstant(1));
  at.put(lead, `${content}2,Beta\n`);
  aged(join(at.project, "exports/crm/_SUCCESS"), 86_400);
  expect(await at.told(nightInstant(2))).toMatchObject({ left: [expect.stringMatching(/_SUCCESS is older/)], code: 0 });
  expect(statSync(join(at.project, lead)).size).toBeGreaterThan(0);
});

test("a marker is no export, though a pattern would fit it", async () => {
  const at = createLoadProject([{ ...crmSource, marker: ".done", files: { Lead: "Lead*" } }]);
  at.put(lead, content);
  at.put(`${lead}.done`, "");
  expect(await at.told()).toMatchObject({ added: ["Lead.csv"], left: [], code: 0 });
});
