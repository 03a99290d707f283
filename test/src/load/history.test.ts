import { expect, test } from "vitest";
import { createLoadProject, nightInstant } from "./load_project.js";

const header = "Id,Status,SystemModstamp\n";
const all = `select "Id", "Status" from raw.salesforce_leads order by "Id"`;
const status = [{ product: "salesforce", entity: "Lead", field: "status" }];
const values = `select record_id, value, changed_at, loaded_at from raw.field_values order by record_id, changed_at, loaded_at`;

test("a rerun and a renamed copy add no rows, but update when the content was last seen", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", `${header}1,New,\n`);
  expect(await at.load(nightInstant(1))).toMatchObject([{ added: true }]);
  at.put("exports/crm/old/lead.CSV", `${header}1,New,\n`);
  expect(await at.load(nightInstant(2))).toMatchObject([{ added: false }, { added: false }]);
  expect(await at.loads()).toMatchObject([
    { loaded_at: nightInstant(1), last_seen_at: nightInstant(2), file: "Lead.csv" },
  ]);
  expect(await at.raw(all)).toEqual([{ Id: "1", Status: "New" }]);
});

test("a corrected export replaces records by key and keeps the others", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", `${header}1,New,\n2,New,\n`);
  await at.load(nightInstant(1));
  at.put("exports/crm/Lead.csv", `${header}2,Working,\n`);
  await at.load(nightInstant(2));
  expect(await at.raw(all)).toEqual([
    { Id: "1", Status: "New" },
    { Id: "2", Status: "Working" },
  ]);
});

test("the version that changed last is the record, whatever the order in which nights are loaded", async () => {
  const nights = [`${header}1,New,2026-06-01 00:00:00\n`, `${header}1,Working,2026-06-02 00:00:00\n`];
  for (const order of [nights, [...nights].reverse()]) {
    const at = createLoadProject();
    for (const [day, content] of order.entries()) {
      at.put("exports/crm/Lead.csv", content);
      await at.load(nightInstant(day + 1));
    }
    expect(await at.raw(all)).toEqual([{ Id: "1", Status: "Working" }]);
    const found = await at.raw<{ value: string }>(values, status);
    expect(found.map(({ value }) => value)).toEqual(["New", "Working"]);
  }
});

test("two nights that differ give two values of a field, two that agree give one", async () => {
  const at = createLoadProject();
  for (const [day, status] of ["New", "New ", "Qualified"].entries()) {
    at.put("exports/crm/Lead.csv", `Id,Status,Note\n1,${status},${day}\n`);
    await at.load(nightInstant(day + 1));
  }
  expect(await at.raw(values, status)).toEqual([
    { record_id: "1", value: "New", changed_at: null, loaded_at: nightInstant(1) },
    { record_id: "1", value: "Qualified", changed_at: null, loaded_at: nightInstant(3) },
  ]);
});

test("a field that returns to an old value has a new history entry, although the file was loaded before", async () => {
  const at = createLoadProject();
  for (const [day, status] of ["New", "Working", "New"].entries()) {
    at.put("exports/crm/Lead.csv", `Id,Status\n1,${status}\n`);
    await at.load(nightInstant(day + 1));
  }
  const found = await at.raw<{ value: string }>(values, status);
  expect(found.map(({ value }) => value)).toEqual(["New", "Working", "New"]);
  expect(await at.raw(all)).toEqual([{ Id: "1", Status: "New" }]);
});

test("files of several nights in one folder are seen by every run, and none counts as having come back", async () => {
  const at = createLoadProject();
  for (const [day, status] of ["New", "Working", "Qualified"].entries()) {
    at.put(`exports/crm/night-${day}/Lead.csv`, `Id,Status\n1,${status}\n`);
    await at.load(nightInstant(day + 1));
  }
  await at.load(nightInstant(9));
  expect(await at.raw("select value, loaded_at from raw.field_values order by loaded_at", status)).toEqual(
    ["New", "Working", "Qualified"].map((value, day) => ({ value, loaded_at: nightInstant(day + 1) })),
  );
  expect(await at.raw(all)).toEqual([{ Id: "1", Status: "Qualified" }]);
});

test("a custom field that no contract knows has a history, by its API name and by Fivetran's name", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", "Id,Disqualified_Reason__c,CreatedDate\n1,,2026-01-01\n");
  await at.load(nightInstant(1));
  at.put("exports/crm/Lead.csv", "id,disqualified_reason_c\n1,Budget\n");
  await at.load(nightInstant(2));
  const field = "Disqualified_Reason__c";
  expect(
    await at.raw("select field, value, made_at from raw.field_values order by loaded_at", [
      { product: "salesforce", system: "crm", entity: "Lead", field },
    ]),
  ).toEqual([
    { field, value: null, made_at: "2026-01-01T00:00:00Z" },
    { field, value: "Budget", made_at: null },
  ]);
});

test("a modification date that stays the same while a field changes does not date the change", async () => {
  const at = createLoadProject();
  for (const [day, row] of ["New,2026-01-01", "MQL,2026-01-01", "SAL,2026-06-03"].entries()) {
    at.put("exports/crm/Lead.csv", `${header}1,${row}\n`);
    await at.load(nightInstant(day + 1));
  }
  expect(await at.raw("select value, changed_at, loaded_at from raw.field_values order by loaded_at", status)).toEqual([
    { value: "New", changed_at: "2026-01-01T00:00:00Z", loaded_at: nightInstant(1) },
    { value: "MQL", changed_at: null, loaded_at: nightInstant(2) },
    { value: "SAL", changed_at: "2026-06-03T00:00:00Z", loaded_at: nightInstant(3) },
  ]);
});

test("exact copies in a file count once; two versions of one key both stay in the history", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", `${header}1,New,2026-01-01\n1,New,2026-01-01\n1,Old,2025-01-01\n`);
  expect(await at.load()).toMatchObject([{ parsed: 3, loaded: 2, deduplicated: 1, rejected: 0 }]);
  expect(await at.raw(all)).toEqual([{ Id: "1", Status: "New" }]);
});

test("times respect their offset; ids and money keep their digits", async () => {
  const at = createLoadProject();
  const times = ["09:00:00.000+0000", "09:00:00Z", "09:00:00Z+0000", "04:00:00-05:00", "04:00-0500", "09:00:00"];
  const rows = times.map((time, no) => `9007199254740993${no},2026-03-08T${time},1234567890123456.78`);
  at.put("exports/crm/Lead.csv", `Id,CreatedDate,Revenue\n${rows.join("\n")}\n`);
  await at.load();
  expect(await at.raw(`select "Id", "CreatedDate", "Revenue" from raw.salesforce_leads order by "Id"`)).toEqual(
    times.map((_, no) => ({
      Id: `9007199254740993${no}`,
      CreatedDate: "2026-03-08T09:00:00Z",
      Revenue: "1234567890123456.78",
    })),
  );
});

test("loads of a source that is no longer configured are left out", async () => {
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv", `${header}1,New,\n`);
  await at.load();
  at.config.sources[0]!.name = "crm2";
  expect(await at.raw(all)).toEqual([]);
});
