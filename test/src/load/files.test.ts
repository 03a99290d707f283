import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { objectFilePattern } from "../../../src/load/files/find_files.js";
import { text } from "../../../src/table/columns.js";
import { source } from "../../../src/table/model.js";
import { createLoadProject, crmSource, nightInstant } from "./load_project.js";

const header = "Id,Status,SystemModstamp\n";

test("a complete gzip is read, a cut one is quarantined", async () => {
  const packed = gzipSync(`${header}1,New,\n`);
  const at = createLoadProject();
  at.put("exports/crm/Lead.csv.gz", packed);
  expect(await at.load()).toMatchObject([{ loaded: 1 }]);
  at.put("exports/crm/Lead.csv.gz", packed.subarray(0, packed.length - 6));
  expect(await at.quarantined()).toMatch(/gzip is cut or damaged/);
  expect(await at.loads()).toHaveLength(1);
});

test("an object's file has the object's name or its snake_case name, in any case and in any readable format", async () => {
  const at = createLoadProject();
  const csv = `${header}1,New,\n`;
  at.put("exports/crm/lead.CSV", csv);
  at.put("exports/crm/a/Lead.tsv.gz", gzipSync("Id\tStatus\n2\tNew\n"));
  at.put("exports/crm/b/lead.jsonl", '{"Id": "3", "Status": "New"}\n');
  for (const other of ["Leads.csv", "my_lead.csv", "Lead.csv.part", "Lead.pdf", "Lead_1.csv"]) {
    at.put(`exports/crm/${other}`, csv);
  }
  expect((await at.load()).map(({ file }) => file).sort()).toEqual(["a/Lead.tsv.gz", "b/lead.jsonl", "lead.CSV"]);
});

test.each([
  ["OpportunityContactRole.csv", true],
  ["opportunity_contact_role.parquet", true],
  ["acme-crm-exports-all-roles-2026-06-01-1.csv", true],
  ["ROLES.ndjson.gz", true],
  ["rolesX.csv", false],
  ["acme-crm-exports-all-roles.parquet.gz", false],
  ["opportunitycontactroles.csv", false],
])("%s is called like the object or one of its other names: %s", (file, isCalled) => {
  const origin = {
    kind: "export",
    product: "acme",
    object: "OpportunityContactRole",
    otherNames: ["roles", "acme-crm-exports-all-roles*"],
  } as const;
  const table = source({ name: "raw.acme_roles", about: "Roles.", origin, grain: ["id"], columns: { id: text("Id") } });
  expect(objectFilePattern({ table }).test(file)).toBe(isCalled);
});

test("unfinished loads of a killed run are removed, and only the owner may read the history", async () => {
  const at = createLoadProject();
  const history = join(at.project, "warehouse", "history");
  mkdirSync(join(history, "0123.loading"), { recursive: true });
  writeFileSync(join(history, "0123.loading", "rows.parquet"), "half");
  chmodSync(history, 0o700);
  at.put("exports/crm/Lead.csv", `${header}1,New,\n`);
  const [load] = await at.load();
  expect(readdirSync(history)).toEqual([load?.load_id, "last_load.copy.json", "last_load.json", "loads.jsonl"]);
  const files = readdirSync(join(history, load!.load_id));
  expect(files.sort()).toEqual(["load.json", "rejects.parquet", "rows.parquet"]);
  for (const file of files) expect(statSync(join(history, load!.load_id, file)).mode & 0o777).toBe(0o600);
  expect(statSync(join(history, load!.load_id)).mode & 0o777).toBe(0o700);
});

test("a symbolic link among the exports is refused", async () => {
  const at = createLoadProject();
  at.put("exports/crm/other.csv", "Id\n1\n");
  symlinkSync(join(at.project, "exports/crm/other.csv"), join(at.project, "exports/crm/Lead.csv"));
  await expect(at.load()).rejects.toMatchObject({ exitCode: 3, message: expect.stringMatching(/symbolic link/) });
});

test("a file name that leaves the source's folder is refused", async () => {
  const at = createLoadProject([{ ...crmSource, files: { Lead: "../other/Lead.csv" } }]);
  at.put("exports/crm/x.csv", "Id\n");
  at.put("exports/other/Lead.csv", "Id\n1\n");
  await expect(at.load()).rejects.toMatchObject({ exitCode: 2 });
});

test.each([
  ["as it is", "record_id,source\n1,web\nrecord_id,source\n2,ad\n"],
  ["with a byte order mark", "record_id,source\n1,web\n\ufeffrecord_id,source\n2,ad\n"],
  ["in quotes", 'record_id,source\n1,web\n\ufeff"record_id","source"\n2,ad\n'],
])(
  "the header line of a second export in the same file is no record, but counted with its line: %s",
  async (_, content) => {
    const columns = { record_id: "record_id", source: "source" };
    const entities = { people: { file: "p.csv", columns } };
    const at = createLoadProject([{ name: "shop", system: "mapped", path: "exports", entities }]);
    at.put("exports/p.csv", content);
    expect(await at.load()).toMatchObject([
      { loaded: 2, rejects: [{ column: "", code: "the header line again", records: 1, first_line: 3 }] },
    ]);
    expect(await at.raw("select record_id from raw.mapped_people order by record_id")).toEqual([
      { record_id: "1" },
      { record_id: "2" },
    ]);
  },
);

test("header lines of many exports in one file put it into quarantine neither alone nor with few records", async () => {
  const entities = { people: { file: "p.csv", columns: { record_id: "record_id", source: "source" } } };
  const at = createLoadProject([{ name: "shop", system: "mapped", path: "exports", entities }]);
  at.put("exports/p.csv", "record_id,source\n1,web\n".repeat(30));
  expect(await at.load()).toMatchObject([{ loaded: 1, rejected: 29, deduplicated: 29 }]);
  at.put("exports/p.csv", "record_id,source\n".repeat(2));
  expect(await at.load(nightInstant(2))).toMatchObject([{ loaded: 0, rejected: 1 }]);
});

test("a header line that a stray pair of quotes has swallowed tells that the field has rows", async () => {
  const entities = { people: { file: "p.csv", columns: { record_id: "record_id", source: "source" } } };
  const at = createLoadProject([{ name: "shop", system: "mapped", path: "exports", entities }]);
  at.put("exports/p.csv", 'record_id,source\n1,web\n2,"ad\nrecord_id,source\n3,mail"\n4,web\n');
  expect(await at.load()).toMatchObject([
    { loaded: 2, rejects: [{ code: "rows within quotes", records: 1, first_line: 3 }] },
  ]);
});
