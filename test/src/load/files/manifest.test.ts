import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createLoadProject, crmSource, nightInstant } from "../load_project.js";

const content = `Id,Company\n${Array.from({ length: 10 }, (_, at) => `${at},Acme\n`).join("")}`;
const cut = content.slice(0, content.indexOf("6,Acme"));
const sha256 = createHash("sha256").update(content).digest("hex");
const bytes = content.length;

/** A night with a manifest and a file. */
const nightOf = (manifest: string, said: string, arrived: string | null = content) => {
  const at = createLoadProject([{ ...crmSource, manifest }]);
  at.put(`exports/crm/${manifest}`, said);
  if (arrived !== null) at.put("exports/crm/Lead.csv", arrived);
  return at;
};
const json = (row: object) => JSON.stringify({ made_by: "export.sh", files: [{ file: "Lead.csv", ...row }] });

const manifests: [string, string, string][] = [
  ["JSON with a hash", "manifest.json", json({ sha256 })],
  ["JSON with a size", "manifest.json", json({ bytes })],
  ["JSON with a count of records", "manifest.json", json({ records: 10 })],
  [
    "a bare JSON list",
    "m.json",
    JSON.stringify([{ file: "Lead.csv", bytes, records: 10, sha256: sha256.toUpperCase() }]),
  ],
  ["CSV", "manifest.csv", `file,sha256,bytes,records\r\nLead.csv,,${bytes},"10"\r\n`],
  ["the output of sha256sum", "SHA256SUMS", `${sha256}  ./Lead.csv\n`],
];

test.each(manifests)("a whole file that a manifest lists is loaded: %s", async (_, manifest, said) => {
  expect(await nightOf(manifest, said).loadWithEvents()).toMatchObject({ added: ["Lead.csv"], code: 0 });
});

test.each(manifests)("a file cut at the end of a row is noticed by its manifest: %s", async (_, manifest, said) => {
  const at = nightOf(manifest, said, cut);
  const { code, error } = await at.loadWithEvents();
  expect({ code, said: error?.message }).toEqual({
    code: 3,
    said: expect.stringMatching(
      /Lead.csv: (its sha256 is not the one in|.* says \d+ (bytes|records), the file has \d+)/,
    ),
  });
  expect(await at.loads()).toEqual([]);
});

test("a file that was loaded before is compared with its manifest too", async () => {
  const at = nightOf("manifest.json", json({ records: 10 }));
  await at.load(nightInstant(1));
  at.put("exports/crm/manifest.json", json({ records: 12 }));
  expect(await at.loadWithEvents(nightInstant(2))).toMatchObject({
    code: 3,
    error: { message: expect.stringMatching(/12 records.*10/) },
  });
});

test("a file that a manifest lists but that does not exist is missing, even if there are other files", async () => {
  const at = nightOf("manifest.json", json({ bytes }), null);
  at.put("exports/crm/old/Lead.csv", content);
  expect(await at.loadWithEvents()).toMatchObject({
    code: 3,
    left: ["old/Lead.csv: no manifest.json lists it"],
    error: { message: expect.stringMatching(/crm: Lead.csv: manifest.json lists it, but it is not there/) },
  });
});

test("a manifest in the folder of a night is about the files in that folder", async () => {
  const at = nightOf("manifest.json", "[]", null);
  rmSync(join(at.project, "exports/crm/manifest.json"));
  at.put("exports/crm/2026-06-01/Lead.csv", content);
  at.put("exports/crm/2026-06-01/manifest.json", json({ sha256 }));
  expect(await at.loadWithEvents()).toMatchObject({ added: ["2026-06-01/Lead.csv"], code: 0 });
});

test.each([
  ["is not there", undefined, /no manifest.csv/],
  ["is not a manifest", "file,bytes\nLead.csv,many\n", /manifest.csv:2: cannot be read as a manifest/],
  ["has a line that is no checksum", "deadbeef Lead.csv\n", /manifest.csv:1: cannot be read as a manifest/],
])("a manifest that %s stops the run", async (_, said, message) => {
  const at = createLoadProject([{ ...crmSource, manifest: "manifest.csv" }]);
  at.put("exports/crm/Lead.csv", content);
  if (said !== undefined) at.put("exports/crm/manifest.csv", said);
  expect(await at.loadWithEvents()).toMatchObject({ code: 3, error: { message: expect.stringMatching(message) } });
});
