import { expect, test } from "vitest";
import { salesforce_accounts } from "../../../models/adapters/salesforce/sources/salesforce_accounts.js";
import { salesforce_contacts } from "../../../models/adapters/salesforce/sources/salesforce_contacts.js";
import { field_values } from "../../../models/run/field_values.js";
import { createLoadProject, crmSource } from "./load_project.js";

const tables = [salesforce_accounts, salesforce_contacts];
const tracked = [{ product: "salesforce", entity: "Contact", field: "Persona__c" }];
const accounts = `Id,Name,IsPersonAccount,PersonContactId,Persona__pc,CreatedDate
001000000000001AAA,Ada Quist,true,003000000000001AAA,Champion,2026-01-05T10:00:00Z
001000000000002AAA,Acme,false,,,2026-01-05T10:00:00Z
001000000000003AAA,Bo Rook,true,003000000000003AAA,Blocker,2026-01-05T10:00:00Z
`;

async function valuesOf(files: Readonly<Record<string, string>>) {
  const at = createLoadProject([crmSource], {}, tables);
  for (const [file, content] of Object.entries(files)) at.put(`exports/crm/${file}`, content);
  await at.load();
  const query = "select entity, record_id, field, value from raw.field_values order by record_id";
  const rows = await at.raw(query, tracked, undefined, [...tables, field_values]);
  return rows.map(({ entity, record_id, field, value }) => [entity, record_id, field, value]);
}

test("a custom field of contacts is found on person accounts, where it ends in __pc", async () => {
  expect(await valuesOf({ "Account.csv": accounts })).toEqual([
    ["Contact", "003000000000001AAA", "Persona__c", "Champion"],
    ["Contact", "003000000000003AAA", "Persona__c", "Blocker"],
  ]);
});

test("the contact of a person account goes before its account", async () => {
  const contacts =
    "Id,LastName,Persona__c,IsDeleted,CreatedDate\n003000000000001AAA,Quist,User,false,2026-01-05T10:00:00Z\n";
  expect(await valuesOf({ "Account.csv": accounts, "Contact.csv": contacts })).toEqual([
    ["Contact", "003000000000001AAA", "Persona__c", "User"],
    ["Contact", "003000000000003AAA", "Persona__c", "Blocker"],
  ]);
});
