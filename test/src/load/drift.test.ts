import { expect, test } from "vitest";
import { desk, night } from "./desk.js";

const lead = "exports/crm/Lead.csv";

/** The drift that each night's file brought. */
async function driftOf(contents: readonly string[]) {
  const at = desk();
  const found: unknown[] = [];
  for (const [nth, content] of contents.entries()) {
    at.put(lead, content);
    const [load] = await at.load(night(nth + 1));
    found.push(load?.drift);
  }
  return { at, found };
}

test("columns that come and go are told once, by the file that brought the change", async () => {
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
  expect((await at.kept()).filter(({ drift }) => drift)).toHaveLength(2);
});

test("another order, another case and Fivetran's spelling of the same columns are no drift", async () => {
  const { found } = await driftOf([
    "Id,LastModifiedDate,Plan__c\n1,,Gold\n",
    "PLAN__C,ID,LASTMODIFIEDDATE\nGold,1,\n",
    "id,plan_c,last_modified_date\n2,Gold,\n",
  ]);
  expect(found).toEqual([undefined, undefined, undefined]);
});
