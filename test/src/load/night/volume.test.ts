import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkVolumes, readLastLoad, VolumeError } from "../../../../src/load/night/last_load.js";
import { createLoadProject, crmSource, nightInstant } from "../load_project.js";

const lead = "exports/crm/Lead.csv";
const leads = (rows: number, from = 0) =>
  `Id,Company\n${Array.from({ length: rows }, (_, at) => `${from + at},Acme\n`).join("")}`;
/** Records that all changed on the day before a night. */
const changes = (day: number, rows: number) => {
  const at = `2026-06-${String(day - 1).padStart(2, "0")}`;
  return `Id,SystemModstamp\n${Array.from({ length: rows }, (_, nth) => `${nth},${at} 1${nth % 10}:00:00\n`).join("")}`;
};

/** Loads several nights of files, each with its own clock; returns what the guard says about the last. */
async function nights(contents: readonly Record<string, string>[], source: object = crmSource) {
  const at = createLoadProject([source]);
  const guarded = (accept = false) =>
    checkVolumes(at.project, at.config, { accept }).then(
      () => "",
      (error) => (error instanceof VolumeError ? error.message : Promise.reject(error)),
    );
  const put = async (files: Record<string, string>, day: number) => {
    for (const [file, content] of Object.entries(files)) at.put(`exports/crm/${file}`, content);
    return at.loadWithEvents(nightInstant(day));
  };
  for (const [nth, files] of contents.entries()) await put(files, nth + 1);
  return {
    at,
    guarded,
    put,
    said: await guarded(),
    volumes: async () => (await readLastLoad(at.project, at.config)).volumes,
  };
}

test("an export with less than half of the rows of the last full one stops the build, and says what to do", async () => {
  const { said } = await nights([{ "Lead.csv": leads(10) }, { "Lead.csv": leads(4) }]);
  expect(said).toMatch(/crm: Lead.csv -> raw.salesforce_leads: 4 rows, 10 in the last full export/);
  expect(said).toMatch(/--accept-volume/);
});

test("half of the rows is no drop, nor are nights that shrink step by step", async () => {
  expect((await nights([10, 5, 3, 2, 1].map((rows) => ({ "Lead.csv": leads(rows) })))).said).toBe("");
});

test("a header without rows is a drop if there were rows before, and none if there never were any", async () => {
  expect((await nights([{ "Lead.csv": leads(1) }, { "Lead.csv": leads(0) }])).said).toMatch(/0 rows, 1 in the last/);
  expect((await nights([{ "Lead.csv": leads(0) }, { "Lead.csv": "Id,Company,x\n" }])).said).toBe("");
});

test("a drop is reported until the export is corrected, whatever runs in between", async () => {
  const { guarded, put } = await nights([{ "Lead.csv": leads(10) }, { "Lead.csv": leads(4) }, {}]);
  expect(await guarded()).toMatch(/4 rows, 10/);
  await put({ "Lead.csv": leads(3) }, 4);
  expect(await guarded()).toMatch(/3 rows, 10/);
  await put({ "Lead.csv": leads(9) }, 5);
  expect(await guarded()).toBe("");
});

test("an accepted drop is not reported again, and the next night is compared with it", async () => {
  const { at, guarded, put, volumes } = await nights([{ "Lead.csv": leads(10) }, { "Lead.csv": leads(4) }]);
  expect(await guarded(true)).toBe("");
  expect(await volumes()).toMatchObject([{ rows: 4, accepted: { before: 10, rows: 4 }, fallen: null }]);
  await at.loadWithEvents(nightInstant(3));
  expect(await guarded()).toBe("");
  await put({ "Lead.csv": leads(3) }, 4);
  expect(await guarded()).toBe("");
  await put({ "Lead.csv": leads(1) }, 5);
  expect(await guarded()).toMatch(/1 rows, 3/);
});

test("the parts of one export count together, even if one is the file of last night", async () => {
  const parts = { ...crmSource, files: { Lead: "Lead_*.csv" } };
  const first = { "Lead_1.csv": leads(10), "Lead_2.csv": leads(10, 100) };
  expect((await nights([first, { "Lead_2.csv": leads(1, 100) }], parts)).said).toBe("");
  const torn = { "Lead_1.csv": leads(1), "Lead_2.csv": leads(1, 100) };
  expect((await nights([first, torn], parts)).said).toMatch(/Lead_\d.csv and 1 more -> .*: 2 rows, 20 in/);
});

test("several nights in one folder, by folder or file name, are each compared with the night before", async () => {
  for (const name of [(day: number) => `2026-06-0${day}/Lead.csv`, (day: number) => `Lead_2026060${day}.csv`]) {
    const files = { ...crmSource, ...(name(1).startsWith("Lead") ? { files: { Lead: "Lead_*.csv" } } : {}) };
    const backlog = { [name(1)]: leads(9), [name(2)]: leads(10) };
    expect((await nights([backlog, { [name(3)]: leads(9) }], files)).said).toBe("");
    expect((await nights([backlog, { [name(3)]: leads(4) }], files)).said).toMatch(/4 rows, 10 in/);
    const { at, put, guarded } = await nights([backlog, { [name(3)]: leads(4) }, { [name(4)]: leads(8) }], files);
    expect(await guarded()).toBe("");
    rmSync(join(at.project, "exports/crm", name(1)));
    await put({}, 5);
    expect(await guarded()).toBe("");
  }
});

test("an export of the changes since the night before is no drop, nor is a day without changes", async () => {
  const full = `${leads(0).replace("Company", "SystemModstamp")}${changes(2, 40).split("\n").slice(1).join("\n")}77,2020-01-01\n`;
  const steps = [{ "Lead.csv": full }, { "Lead.csv": changes(3, 3) }, { "Lead.csv": "Id,SystemModstamp\n" }];
  expect((await nights(steps)).said).toBe("");
  const { put, guarded } = await nights([...steps, { "Lead.csv": changes(5, 2) }]);
  expect(await guarded()).toBe("");
  const cut = `${full.split("\n").slice(0, 4).join("\n")}\n77,2020-01-01\n`;
  await put({ "Lead.csv": cut }, 6);
  expect(await guarded()).toMatch(/4 rows, 41 in the last full export/);
});

test("a source with `incremental: true` is never compared, whatever its records say", async () => {
  const source = { ...crmSource, incremental: true };
  expect((await nights([{ "Lead.csv": leads(10) }, { "Lead.csv": leads(1) }], source)).said).toBe("");
});

test("the sizes of Marketo's windows are not compared", async () => {
  const map = { name: "map", system: "marketo", path: "exports/crm" };
  const window = (day: number, rows: number) => ({
    [`leads_2026-06-0${day}.csv`]: `id,company\n${Array.from({ length: rows }, (_, at) => `${day}${at},A\n`).join("")}`,
  });
  expect((await nights([window(1, 20), window(2, 2), window(3, 0)], map)).said).toBe("");
});

test("daily files of events without a key are not compared; in one file they are a full export", async () => {
  const shop = (file: string) => ({
    ...{ name: "shop", system: "mapped", path: "exports/crm" },
    entities: {
      stage_events: [{ file, columns: { record_id: "no", occurred_at: "at" }, constants: { stage: "mql" } }],
    },
  });
  const events = (rows: number) => `no,at\n${Array.from({ length: rows }, (_, at) => `${at},2026-05-01\n`).join("")}`;
  const daily = [{ "e_2026-06-01.csv": events(10) }, { "e_2026-06-02.csv": events(2) }];
  expect((await nights(daily, shop("e_*.csv"))).said).toBe("");
  expect((await nights([{ "e.csv": events(10) }, { "e.csv": events(2) }], shop("e.csv"))).said).toMatch(/2 rows, 10/);
});

test("a table is absent only if it has no file, with or without a day in the name", async () => {
  const { at, put, volumes } = await nights([{ "Lead.csv": leads(10) }]);
  rmSync(join(at.project, lead));
  await put({ "2026-06-02/Lead.csv": leads(9) }, 2);
  expect(await volumes()).toMatchObject([
    { date: "", isAbsent: false },
    { date: "2026-06-02", isAbsent: false },
  ]);
});

test.each([
  ["in quarantine since an earlier night", { "old/Lead.csv": "<!DOCTYPE html><html></html>" }, crmSource],
  ["left every night, without a marker", { "tmp/Lead.csv": leads(1) }, { ...crmSource, marker: ".done" }],
])("a file that is %s does not keep the others of its table from being judged", async (_, stale, source) => {
  const first = { ...stale, "Lead.csv.done": "", "Lead.csv": leads(2) };
  const { said, put, at, volumes } = await nights(
    [first, { "Lead.csv": leads(1000) }, { "Lead.csv": leads(100) }].map((files) => ({
      ...files,
      "Lead.csv.done": "",
    })),
    source,
  );
  expect(said).toMatch(/Lead.csv -> .*: 100 rows, 1000 in the last/);
  at.remove(lead);
  await put({}, 4);
  expect(await volumes()).toMatchObject([{ isAbsent: false }]);
});

test("volume is not compared in a night with a new file in quarantine", async () => {
  const { at, put, guarded, volumes } = await nights([{ "Lead.csv": leads(10) }]);
  at.put(lead, leads(1));
  await put({ "more/Lead.csv": "Id,Company\n1\n" }, 2);
  expect(await guarded()).toBe("");
  expect(await volumes()).toMatchObject([{ rows: 10, isAbsent: false }]);
});
