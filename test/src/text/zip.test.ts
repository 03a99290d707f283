import { createHash } from "node:crypto";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readQuarantine } from "../../../src/load/files/quarantine.js";
import { readLastLoad } from "../../../src/load/night/last_load.js";
import { collectLoadFindings } from "../../../src/load/night/load_findings.js";
import { createZip } from "../../support/zip.js";
import { createLoadProject, crmSource, nightInstant } from "../load/load_project.js";

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `${from + at},Acme ${from + at}\n`).join("");
const leads = `Id,Company\n${rows(0, 500)}`;
const ids = `select count(*)::integer as leads, count(distinct "Id")::integer as ids from raw.salesforce_leads`;

test("the objects of a Data Export are read from its archives, also an object that is split over two", async () => {
  const at = createLoadProject();
  at.put(
    "exports/crm/WE_1.ZIP",
    createZip([
      { name: "Lead.csv", content: leads },
      { name: "Asset.csv", content: "Id\n" },
    ]),
  );
  at.put(
    "exports/crm/WE_2.ZIP",
    createZip([{ name: "deep/Lead.csv", content: `Id,Company\n${rows(400, 700)}`, stored: true }]),
  );
  expect((await at.load()).map(({ file, loaded }) => [file, loaded])).toEqual([
    ["WE_1.ZIP/Lead.csv", 500],
    ["WE_2.ZIP/deep/Lead.csv", 300],
  ]);
  expect(await at.raw(ids)).toEqual([{ leads: 700, ids: 700 }]);
  expect(readdirSync(join(at.project, "warehouse", "history")).filter((name) => name.includes("member"))).toEqual([]);
});

test("a file is the same load inside and outside of an archive, gzipped or not", async () => {
  const at = createLoadProject([crmSource]);
  at.put("exports/crm/Lead.csv", leads);
  await at.load(nightInstant(1));
  at.remove("exports/crm/Lead.csv");
  at.put("exports/crm/a.zip", createZip([{ name: "Lead.csv", content: leads }]));
  expect(await at.load(nightInstant(2))).toMatchObject([{ added: false }]);
  at.put("exports/crm/a.zip", createZip([{ name: "Lead.csv.gz", content: gzipSync(leads) }]));
  expect(await at.load(nightInstant(3))).toMatchObject([{ parsed: 500, loaded: 500 }]);
  expect(await at.raw(ids)).toEqual([{ leads: 500, ids: 500 }]);
});

test("a file in an archive with a wrong checksum is quarantined; the other files are loaded", async () => {
  const at = createLoadProject([crmSource]);
  const packed = [
    { name: "a/Lead.csv", content: leads, stored: true } as const,
    { name: "b/Lead.csv", content: "Id\n9\n" },
  ];
  const archive = createZip(packed);
  archive[archive.indexOf("250,Acme") + 4] = 0x41 + 1;
  at.put("exports/crm/a.zip", archive);
  expect(await at.quarantined()).toMatch(/a\.zip\/a\/Lead\.csv: the ZIP is cut or damaged/);
  expect(await at.loads()).toMatchObject([{ file: "a.zip/b/Lead.csv", loaded: 1 }]);
});

test.each([
  ["cut", (archive: Buffer) => archive.subarray(0, Math.floor(archive.length * 0.6))],
  ["empty", () => Buffer.alloc(0)],
  ["no archive", () => Buffer.from(leads)],
])("an archive that is %s is quarantined and reported; the other files and the next night go on", async (_, damage) => {
  const at = createLoadProject([crmSource]);
  at.put("exports/crm/Lead.csv", "Id,Company\n1,Acme\n");
  const whole = createZip([{ name: "Lead.csv", content: leads }]);
  at.put("exports/crm/WE_1.ZIP", damage(whole));
  expect(await at.loadWithEvents(nightInstant(1))).toMatchObject({ code: 3, added: ["Lead.csv"] });
  const folder = join(at.project, "warehouse", "quarantine");
  const [id] = readdirSync(folder);
  expect(readFileSync(join(folder, id!, "content.ZIP"))).toEqual(Buffer.from(damage(whole)));
  expect(await at.loadWithEvents(nightInstant(2))).toMatchObject({
    code: 0,
    events: [{ kind: "loaded" }, { isNew: false }],
  });
  const findings = async () => {
    const last = await readLastLoad(at.project, at.config);
    return collectLoadFindings(await at.loads(), (await readQuarantine(folder)).values(), last);
  };
  const subject = "crm: WE_1.ZIP -> raw.*";
  expect(await findings()).toMatchObject([{ check: "files in quarantine", subject, severity: "warn" }]);
  at.put("exports/crm/WE_1.ZIP", whole);
  expect(await at.loadWithEvents(nightInstant(3))).toMatchObject({ code: 0, added: ["WE_1.ZIP/Lead.csv"] });
  expect(await findings()).toMatchObject([{ check: "files in quarantine, replaced since", subject }]);
});

test("a cut archive is left for the next run while it grows, and while it has no marker or manifest", async () => {
  const whole = createZip([{ name: "Lead.csv", content: leads }]);
  const cut = whole.subarray(0, whole.length - 9);
  const left = async (source: object, more: Record<string, string> = {}) => {
    const at = createLoadProject([{ ...crmSource, ...source }]);
    for (const [file, content] of Object.entries({ "Lead.csv": "Id\n1\n", ...more }))
      at.put(`exports/crm/${file}`, content);
    const archive = join(at.project, "exports/crm/a.zip");
    writeFileSync(archive, cut);
    const writing = setTimeout(() => appendFileSync(archive, "x"), 150);
    const told = await at.loadWithEvents();
    clearTimeout(writing);
    expect(told).toMatchObject({ code: 0, added: ["Lead.csv"] });
    return told.left;
  };
  expect(await left({ settle_seconds: 0.5 })).toEqual(["a.zip: it is still growing"]);
  expect(await left({ marker: ".done" }, { "Lead.csv.done": "" })).toEqual([
    expect.stringMatching(/^a.zip: no marker/),
  ]);
  const manifest = JSON.stringify([{ file: "Lead.csv" }]);
  expect(await left({ manifest: "m.json" }, { "m.json": manifest })).toEqual(["a.zip: no m.json lists it"]);
});

test("a file that `files` names in an archive that cannot be opened does not stop other sources, even if it is the only one", async () => {
  const at = createLoadProject([
    { ...crmSource, files: { Lead: "a.zip/Lead.csv" } },
    { ...crmSource, name: "other", path: "exports/other" },
  ]);
  at.put("exports/crm/a.zip", "no archive");
  at.put("exports/other/Lead.csv", "Id\n1\n");
  expect(await at.loadWithEvents(nightInstant(1))).toMatchObject({ code: 3, added: ["Lead.csv"] });
  expect(await at.loadWithEvents(nightInstant(2))).toMatchObject({
    code: 3,
    error: { message: expect.stringMatching(/No data was ever loaded .*\n.*crm: a\.zip/) },
  });
});

test("a zip bomb and an encrypted file are quarantined", async () => {
  const at = createLoadProject([crmSource]);
  const bomb = Buffer.alloc(70 << 20, "0,\n");
  at.put(
    "exports/crm/a.zip",
    createZip([
      { name: "a/Lead.csv", content: bomb },
      { name: "b/Lead.csv", content: leads, encrypted: true },
    ]),
  );
  const said = await at.quarantined();
  expect(said).toMatch(/a\/Lead\.csv: unpacks to more than 100 times its size/);
  expect(said).toMatch(/b\/Lead\.csv: it is encrypted/);
});

test("a path that leaves the archive is not followed", async () => {
  const at = createLoadProject([crmSource]);
  const archive = createZip([{ name: "ok/Lead.csv", content: leads }]);
  const evil = Buffer.from(archive.toString("latin1").replaceAll("ok/Lead.csv", "../Lead.csv"), "latin1");
  at.put("exports/crm/a.zip", evil);
  await expect(at.load()).rejects.toMatchObject({ exitCode: 3 });
});

test("a manifest may list the archive or the files in it", async () => {
  const at = createLoadProject([{ ...crmSource, manifest: "SHA256SUMS" }]);
  const archive = createZip([{ name: "Lead.csv", content: leads }]);
  const sum = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");
  at.put("exports/crm/a.zip", archive);
  at.put("exports/crm/SHA256SUMS", `${sum(archive)}  a.zip\n`);
  expect(await at.load(nightInstant(1))).toMatchObject([{ loaded: 500 }]);
  at.put("exports/crm/SHA256SUMS", `${sum(leads)}  a.zip/Lead.csv\n`);
  expect(await at.load(nightInstant(2))).toMatchObject([{ added: false }]);
  at.put("exports/crm/SHA256SUMS", `${sum("else")}  a.zip\n`);
  expect(await at.quarantined(nightInstant(3))).toMatch(/its sha256 is not the one in/);
});
