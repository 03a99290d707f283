import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { parse } from "yaml";
import { suggestFieldUse } from "../../../src/doctor/custom_fields.js";
import { createLookupCsv } from "../../../src/doctor/lookup_csv.js";
import type { LookupProposal } from "../../../src/doctor/proposal.js";
import { readCatalogue } from "../../../src/project/catalogue.js";

const project = mkdtempSync(join(tmpdir(), "append-"));
mkdirSync(join(project, "reference"));
afterAll(() => rmSync(project, { recursive: true }));

const lookup = (await readCatalogue()).sources.find(({ name }) => name === "raw.regions")!;
const proposed = { gaps: { lookup }, proposals: [], rows: [{ country: "Korea, South; Rep.", region: "APAC" }] };
const appended = (text: string) => {
  writeFileSync(join(project, "reference", "regions.csv"), text);
  return createLookupCsv(project, proposed as unknown as LookupProposal);
};

test.each([
  ["commas", "country,region\n", ['"Korea, South; Rep.",APAC'], null],
  ["semicolons", "region;country\nEMEA;Germany\n", ['APAC;"Korea, South; Rep."'], null],
  ["tabs", "\ufeffregion\tcountry\nEMEA\tGermany\n", ["APAC\tKorea, South; Rep."], null],
  ["a blank line before its header", "\n\nregion,country\n", ['APAC,"Korea, South; Rep."'], null],
  ["a column for marks", "country,mark,region\n", ['"Korea, South; Rep.",,APAC'], null],
  ["nothing", "", ['"Korea, South; Rep.",APAC,'], "country,region,mark"],
])("a lookup with %s is added to as it is written", async (_, text, lines, header) => {
  expect(await appended(text)).toMatchObject({ lines, header });
});

test("a mark goes into its column; a lookup without one says that it would lose marks", async () => {
  const marked = { ...proposed, rows: [{ country: "Atlantis", region: "Other", mark: "guess" }] };
  const appendedTo = (text: string) => {
    writeFileSync(join(project, "reference", "regions.csv"), text);
    return createLookupCsv(project, marked as unknown as LookupProposal);
  };
  expect(await appendedTo("country,region,mark\n")).toMatchObject({
    lines: ["Atlantis,Other,guess"],
    losesMarks: false,
  });
  expect(await appendedTo("country,region\n")).toMatchObject({ lines: ["Atlantis,Other"], losesMarks: true });
});

test.each(["Buyer #1: persona", "persona, of buyer}", 'its "persona"'])(
  "a line of YAML names the column %s",
  (column) => {
    const { line } = suggestFieldUse({ product: "salesforce", object: "Lead", column })!;
    expect(parse(line)).toEqual({ custom: { [column]: "persona" } });
  },
);

test("a line of CSV quotes the column", () => {
  const { line } = suggestFieldUse({ product: "salesforce", object: "Lead", column: 'MQL "day", date' })!;
  expect(line).toBe('salesforce,Lead,"MQL ""day"", date",*,mql');
});
