import { expect, test } from "vitest";
import { findSureObject, isMeantObject, ObjectFinder } from "../../../../src/load/files/object_headers.js";
import { readCatalogue } from "../../../../src/project/catalogue.js";
import { type Column, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { type Source, source } from "../../../../src/table/model.js";

const { sources } = await readCatalogue();
const tables = sources.filter(({ origin }) => origin.kind === "export");
const finder = new ObjectFinder(tables);
const sureObject = (name: string, headers: string) =>
  findSureObject(finder.matches(headers.split(",")), name)?.table.name;
const headersOf = ({ columns }: Source) =>
  Object.entries<Column<unknown>>(columns).flatMap(([name, { binding }]) =>
    binding?.given || binding?.marks ? [] : [binding?.header ?? name],
  );

test("the headers of an object are taken for no other object, whatever the file is called", () => {
  const found = tables.map((table) => [table.name, findSureObject(finder.matches(headersOf(table)), "x")?.table.name]);
  for (const [name, sure] of found) expect([name, sure ?? name]).toEqual([name, name]);
  const sure = found.flatMap(([, name]) => name ?? []);
  expect(sure).toEqual(
    expect.arrayContaining([
      ...["raw.salesforce_leads", "raw.salesforce_contacts", "raw.salesforce_opportunities", "raw.salesforce_tasks"],
      ...["raw.hubspot_contacts", "raw.hubspot_deals", "raw.marketo_leads", "raw.marketo_activities"],
      ...["raw.pardot_prospects", "raw.pardot_visitor_activities"],
    ]),
  );
});

test.each([
  ["a history of another object", "Id,IsDeleted,CaseId,CreatedById,CreatedDate,Field,DataType,OldValue,NewValue"],
  ["shares", "Id,LeadId,UserOrGroupId,LeadAccessLevel,RowCause,LastModifiedDate,LastModifiedById,IsDeleted"],
  [
    "audit columns",
    "Id,IsDeleted,Name,OwnerId,Type,Status,CreatedDate,CreatedById,LastModifiedDate,LastModifiedById,SystemModstamp",
  ],
  [
    "an object that shares columns with campaign members",
    "Id,CampaignId,Label,SortOrder,IsDefault,HasResponded,CreatedDate,CreatedById,LastModifiedDate,LastModifiedById,SystemModstamp,IsDeleted",
  ],
  ["deals of any tool", "deal_id,deal_name,amount,stage,close_date,created_at,owner"],
  ["contacts of any tool", "Contact ID,First Name,Last Name,Email,Job Title,Company Name,Lead Source,Lead Status"],
  ["leads of any tool", "id,first_name,last_name,email,company,title,country,lead_source,status,created_at,is_deleted"],
])("columns that everybody has are no sign of a product: %s", (_, headers) => {
  expect(sureObject("deals", headers)).toBeUndefined();
  expect(finder.matches(headers.split(",")).filter((match) => match.lacks.length === 0 && match.telling > 2)).toEqual(
    [],
  );
});

test("of objects that are equally similar, the one that the name of the file contains is meant; without such a name none", () => {
  const engagement = "id,hs_createdate,hs_timestamp,hubspot_owner_id,hs_lastmodifieddate";
  expect(sureObject("my_engagement_note_data", engagement)).toBe("raw.hubspot_notes");
  expect(sureObject("data", engagement)).toBeUndefined();
});

test("of two products with contacts the one that most of the headers are of is meant", () => {
  const contacts = (product: string, columns: object) =>
    source({
      name: `raw.${product}_contacts`,
      about: "One row per contact.",
      origin: { kind: "export", product, object: "contact" },
      grain: ["id"],
      columns: { id: withBinding({ orHeaders: ["Record ID"] }, text("Id")), ...columns },
    });
  const acme = contacts("acme", { email: nullable(text("Address")), title: nullable(text("Title")) });
  const globex = contacts("globex", { email: nullable(text("Address")), score: nullable(text("Score")) });
  const meant = (...headers: string[]) =>
    new ObjectFinder([acme, globex]).matches(headers).filter(isMeantObject)[0]?.table;
  expect(meant("Record ID", "Email", "Score")).toBe(globex);
  expect(meant("Record ID", "Email", "Title")).toBe(acme);
  expect(meant("Name", "Address")).toBeUndefined();
});

test("labels and names of an API tell the product, a replica's spelling too", () => {
  const best = (headers: string) =>
    finder.matches(headers.split(",")).filter((match) => isMeantObject(match) && match.telling > 1)[0]?.table.name;
  expect(best("Record ID,Email,Lifecycle Stage,Create Date,Contact owner")).toBe("raw.hubspot_contacts");
  expect(best("Id,FirstName,LastName,Email,Company,Status,CreatedDate,IsDeleted,LeadSource")).toBe(
    "raw.salesforce_leads",
  );
  expect(best("id,email,is_converted,converted_date,converted_contact_id,lead_source")).toBe("raw.salesforce_leads");
  expect(best("ID,EMAIL,IS_CONVERTED,CONVERTED_DATE,CONVERTED_CONTACT_ID")).toBe("raw.salesforce_leads");
});
