import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createLoadProject, nightInstant } from "./load_project.js";

const map = { name: "map", system: "marketo", path: "exports/map" };
const all = "select id, company from raw.marketo_leads order by id";

test("an export in parts is every file with the object's name and then no letter, in any case and folder", async () => {
  const at = createLoadProject([map]);
  const names = ["leads.csv", "Leads_2026-06.CSV", "2026-06-01/leads-1.csv.gz", "leads 2.tsv", "leads.2026.csv"];
  for (const [no, name] of names.entries()) {
    const text = name.endsWith("tsv") ? `id\tcompany\n${no}\tAcme\n` : `id,company\n${no},Acme\n`;
    at.put(`exports/map/${name}`, name.endsWith("gz") ? gzipSync(text) : text);
  }
  for (const other of ["leadscore.csv", "deleted_leads.csv", "leads.csv.part", "leads.pdf", "my_leads.csv"]) {
    at.put(`exports/map/${other}`, "id\nno\n");
  }
  expect((await at.load()).map(({ file }) => file).sort()).toEqual([...names].sort());
  expect(await at.raw(all)).toHaveLength(names.length);
});

test("`files` may name the parts of an export by a glob", async () => {
  const at = createLoadProject([{ ...map, files: { leads: "nightly/people_*.csv" } }]);
  at.put("exports/map/nightly/people_1.csv", "id\n1\n");
  at.put("exports/map/leads.csv", "id\n2\n");
  expect((await at.load()).map(({ file }) => file)).toEqual(["nightly/people_1.csv"]);
});

test("the word null means null in extra columns too", async () => {
  const at = createLoadProject([map]);
  at.put("exports/map/leads.csv", "id,lifecycleStatus\n1,null\n2,MQL\n");
  await at.load();
  const field = { product: "marketo", system: "map", entity: "leads", field: "lifecycleStatus" };
  expect(await at.raw("select record_id, value from raw.field_values order by all", [field])).toEqual([
    { record_id: "1", value: null },
    { record_id: "2", value: "MQL" },
  ]);
});

test("a record whose required value is the word null is rejected as missing", async () => {
  const at = createLoadProject([map]);
  at.put("exports/map/leads.csv", "id,company\nnull,Acme\n2,Acme\n");
  expect(await at.load()).toMatchObject([{ loaded: 1, rejected: 1, rejects: [{ column: "id", code: "missing" }] }]);
});

test("a file without the current header uses that of older exports; a file with both uses the current one", async () => {
  const at = createLoadProject([map]);
  at.put("exports/map/leads_1.csv", "leadId,company\n1,Old\n");
  at.put("exports/map/leads_2.csv", "leadId,id,company\n9,2,New\n");
  await at.load(nightInstant(1));
  expect(await at.raw(all)).toEqual([
    { id: "1", company: "Old" },
    { id: "2", company: "New" },
  ]);
});
