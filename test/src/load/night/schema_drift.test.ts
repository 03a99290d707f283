import { expect, test } from "vitest";
import { createLoadProject, nightInstant } from "../load_project.js";

const lead = "exports/crm/Lead.csv";

/** The drift of each night's file. */
async function driftOf(contents: readonly string[]) {
  const at = createLoadProject();
  const found: unknown[] = [];
  for (const [nth, content] of contents.entries()) {
    at.put(lead, content);
    const [load] = await at.load(nightInstant(nth + 1));
    found.push(load?.drift);
  }
  return { at, found };
}

test("new and gone columns are reported once, for the file with the change", async () => {
  const { at, found } = await driftOf([
    "Id,Status,Company\n1,New,Acme\n",
    "Id,Company,Plan__c\n1,Acme,Gold\n",
    "Id,Company,Plan__c\n1,Acme,Silver\n",
    "Id,Status,Company,Plan__c\n1,New,Acme,Silver\n",
  ]);
  expect(found).toEqual([
    undefined,
    { added: ["Plan__c"], gone: ["Status"] },
    undefined,
    { added: ["Status"], gone: [] },
  ]);
  expect((await at.loads()).filter(({ drift }) => drift)).toHaveLength(2);
});

test("another order, another case and Fivetran's names of the same columns are no drift", async () => {
  const { found } = await driftOf([
    "Id,LastModifiedDate,Plan__c\n1,,Gold\n",
    "PLAN__C,ID,LASTMODIFIEDDATE\nGold,1,\n",
    "id,plan_c,last_modified_date\n2,Gold,\n",
  ]);
  expect(found).toEqual([undefined, undefined, undefined]);
});

test("each of a replica's tables of one object is compared with its own last night, not with the others", async () => {
  const at = createLoadProject([{ name: "map", system: "marketo", path: "exports/map" }]);
  const nights = [
    { "leads_1.csv": "id,company\n1,Acme\n", "leads-eu_1.csv": "id,title\n2,CMO\n" },
    { "leads_2.csv": "id,company\n1,Acme Inc\n", "leads-eu_2.csv": "id,title,plan\n2,CMO,Gold\n" },
  ];
  const found: unknown[] = [];
  for (const [nth, files] of nights.entries()) {
    for (const [name, content] of Object.entries(files)) at.put(`exports/map/${name}`, content);
    found.push(
      ...(await at.load(nightInstant(nth + 1))).filter(({ added }) => added).map(({ file, drift }) => [file, drift]),
    );
  }
  expect(found.filter((one) => (one as unknown[])[1])).toEqual([["leads-eu_2.csv", { added: ["plan"], gone: [] }]]);
});
