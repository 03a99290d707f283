import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { zipOf } from "../../support/zip.js";
import { crm, desk, night } from "./desk.js";

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `${from + at},Acme ${from + at}\n`).join("");
const leads = `Id,Company\n${rows(0, 500)}`;
const ids = `select count(*)::integer as leads, count(distinct "Id")::integer as ids from raw.salesforce_leads`;

test("the objects of a Data Export are read out of its archives, one that spans two of them too", async () => {
  const at = desk();
  at.put(
    "exports/crm/WE_1.ZIP",
    zipOf([
      { name: "Lead.csv", content: leads },
      { name: "Asset.csv", content: "Id\n" },
    ]),
  );
  at.put(
    "exports/crm/WE_2.ZIP",
    zipOf([{ name: "deep/Lead.csv", content: `Id,Company\n${rows(400, 700)}`, stored: true }]),
  );
  expect((await at.load()).map(({ file, loaded }) => [file, loaded])).toEqual([
    ["WE_1.ZIP/Lead.csv", 500],
    ["WE_2.ZIP/deep/Lead.csv", 300],
  ]);
  expect(await at.raw(ids)).toEqual([{ leads: 700, ids: 700 }]);
  expect(readdirSync(join(at.project, "warehouse", "history")).filter((name) => name.includes("member"))).toEqual([]);
});

test("a file is the same load within an archive and without, gzipped or not", async () => {
  const at = desk([crm]);
  at.put("exports/crm/Lead.csv", leads);
  await at.load(night(1));
  at.remove("exports/crm/Lead.csv");
  at.put("exports/crm/a.zip", zipOf([{ name: "Lead.csv", content: leads }]));
  expect(await at.load(night(2))).toMatchObject([{ added: false }]);
  at.put("exports/crm/a.zip", zipOf([{ name: "Lead.csv.gz", content: gzipSync(leads) }]));
  expect(await at.load(night(3))).toMatchObject([{ parsed: 500, loaded: 500 }]);
  expect(await at.raw(ids)).toEqual([{ leads: 500, ids: 500 }]);
});

test("a file of an archive whose bytes are not those that were packed is in quarantine, its neighbour is loaded", async () => {
  const at = desk([crm]);
  const packed = [
    { name: "a/Lead.csv", content: leads, stored: true } as const,
    { name: "b/Lead.csv", content: "Id\n9\n" },
  ];
  const archive = zipOf(packed);
  archive[archive.indexOf("250,Acme") + 4] = 0x41 + 1;
  at.put("exports/crm/a.zip", archive);
  expect(await at.quarantined()).toMatch(/a\.zip\/a\/Lead\.csv: the ZIP is cut or damaged/);
  expect(await at.kept()).toMatchObject([{ file: "a.zip/b/Lead.csv", loaded: 1 }]);
});

test.each([
  ["cut", (archive: Buffer) => archive.subarray(0, Math.floor(archive.length * 0.6))],
  ["empty", () => Buffer.alloc(0)],
  ["no archive", () => Buffer.from(leads)],
])("an archive that is %s stops the run before anything is read: nobody can say what is missing", async (_, damage) => {
  const at = desk([crm]);
  at.put("exports/crm/Lead.csv", "Id\n1\n");
  at.put("exports/crm/WE_1.ZIP", damage(zipOf([{ name: "Lead.csv", content: leads }])));
  await expect(at.load()).rejects.toMatchObject({ exitCode: 3, message: expect.stringContaining("WE_1.ZIP") });
  expect(await at.kept()).toEqual([]);
});

test("a bomb and an encrypted file are in quarantine", async () => {
  const at = desk([crm]);
  const bomb = Buffer.alloc(70 << 20, "0,\n");
  at.put(
    "exports/crm/a.zip",
    zipOf([
      { name: "a/Lead.csv", content: bomb },
      { name: "b/Lead.csv", content: leads, encrypted: true },
    ]),
  );
  const said = await at.quarantined();
  expect(said).toMatch(/a\/Lead\.csv: unpacks to more than 100 times its size/);
  expect(said).toMatch(/b\/Lead\.csv: it is encrypted/);
});

test("a path that leads out of the archive leads nowhere", async () => {
  const at = desk([crm]);
  const archive = zipOf([{ name: "ok/Lead.csv", content: leads }]);
  const evil = Buffer.from(archive.toString("latin1").replaceAll("ok/Lead.csv", "../Lead.csv"), "latin1");
  at.put("exports/crm/a.zip", evil);
  await expect(at.load()).rejects.toMatchObject({ exitCode: 3 });
});

test("a manifest may list the archive, or what is in it", async () => {
  const at = desk([{ ...crm, manifest: "SHA256SUMS" }]);
  const archive = zipOf([{ name: "Lead.csv", content: leads }]);
  const sum = (bytes: Buffer | string) => createHash("sha256").update(bytes).digest("hex");
  at.put("exports/crm/a.zip", archive);
  at.put("exports/crm/SHA256SUMS", `${sum(archive)}  a.zip\n`);
  expect(await at.load(night(1))).toMatchObject([{ loaded: 500 }]);
  at.put("exports/crm/SHA256SUMS", `${sum(leads)}  a.zip/Lead.csv\n`);
  expect(await at.load(night(2))).toMatchObject([{ added: false }]);
  at.put("exports/crm/SHA256SUMS", `${sum("else")}  a.zip\n`);
  expect(await at.quarantined(night(3))).toMatch(/not those of the sha256/);
});
