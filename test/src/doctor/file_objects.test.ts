import { basename } from "node:path";
import { expect, test } from "vitest";
import { chooseObjects, type FileHeaders } from "../../../src/doctor/file_objects.js";
import { objectFilePattern } from "../../../src/load/files/find_files.js";
import { ObjectFinder } from "../../../src/load/files/object_headers.js";
import { readCatalogue } from "../../../src/project/catalogue.js";

const { sources } = await readCatalogue();
const tables = sources.filter(({ origin }) => origin.kind === "export");
const finder = new ObjectFinder(tables);

function fileOf([file, headers]: readonly [string, string]): FileHeaders {
  const names = headers.split(",");
  const namesakes = tables.filter((table) => objectFilePattern({ table }).test(basename(file)));
  const entry = { file, name: basename(file), path: file, kind: "file" } as const;
  return { entry, file, headers: names, records: 1, namesakes, matches: finder.matches(names) };
}

/** What each file is taken for, by its path. */
const choose = (...files: readonly (readonly [string, string])[]) =>
  Object.fromEntries(
    chooseObjects(files.map(fileOf)).map(({ file, table, unreadOf, isNamed }) => [
      file,
      table
        ? `${table.name}${isNamed ? "" : " (not by its name)"}`
        : unreadOf === undefined
          ? "unknown"
          : `of ${unreadOf}`,
    ]),
  );

const lead = "Id,FirstName,LastName,Email,Company,Status,LeadSource,IsConverted,CreatedDate,IsDeleted";
const hubspotContacts = "Record ID,Email,Lifecycle Stage,Create Date,Contact owner";

test("a lead file of Salesforce with a date in its name is not taken for Marketo's", () => {
  expect(choose(["Lead_2026-06-01.csv", lead])).toEqual({
    "Lead_2026-06-01.csv": "raw.salesforce_leads (not by its name)",
  });
});

test("foreign deals, contacts and campaigns are no product's, alone or beside one in another folder", () => {
  const deals = ["shop/deals.csv", "deal_id,deal_name,amount,stage,close_date,created_at"] as const;
  const contacts = ["shop/contacts.csv", "contact_id,first_name,last_name,email,company_name,created_at"] as const;
  const campaigns = ["shop/campaigns.csv", "id,name,status,created_at,updated_at,budget,channel,spend,clicks"] as const;
  const unknown = { "shop/deals.csv": "unknown", "shop/contacts.csv": "unknown", "shop/campaigns.csv": "unknown" };
  expect(choose(deals, contacts, campaigns)).toEqual(unknown);
  expect(choose(deals, contacts, campaigns, ["crm/hubspot-crm-exports-all-contacts.csv", hubspotContacts])).toEqual({
    ...unknown,
    "crm/hubspot-crm-exports-all-contacts.csv": "raw.hubspot_contacts",
  });
});

test("a small file named like an object of Salesforce is that object, by a custom field or by the prefix of its ids", () => {
  const small = "Id,Email,Company,CreatedDate,Status";
  expect(choose(["Lead.csv", `${small},MQL_Date__c`])).toEqual({ "Lead.csv": "raw.salesforce_leads" });
  expect(choose(["Lead.csv", small])).toEqual({ "Lead.csv": "unknown" });
  const chosen = (file: string, headers: string, ids: string[]) =>
    chooseObjects([{ ...fileOf([file, headers]), ids }]).map(({ table }) => table?.name);
  expect(chosen("Lead.csv", small, ["00Q5e00000Ld001EAB", "00Q5e00000Ld002"])).toEqual(["raw.salesforce_leads"]);
  expect(chosen("Lead.csv", small, ["0035e00000Ld001EAB"])).toEqual([undefined]);
  expect(chosen("Contact.csv", "Id,Email,CreatedDate", ["0035e00000Ld001EAB"])).toEqual(["raw.salesforce_contacts"]);
  expect(chosen("Contact.csv", "Id,Email,CreatedDate", ["3", "4"])).toEqual([undefined]);
});

test("a file with few columns counts by its name beside files that surely are of the product", () => {
  const programs = ["map/programs.csv", "id,name,type,channel,createdAt,updatedAt"] as const;
  const leads = [
    "map/leads.csv",
    "id,email,sfdcLeadId,sfdcContactId,leadSource,acquisitionProgramId,createdAt,updatedAt",
  ] as const;
  expect(choose(programs)).toEqual({ "map/programs.csv": "unknown" });
  expect(choose(programs, leads)).toMatchObject({ "map/programs.csv": "raw.marketo_programs" });
});

test("further objects of the product beside its files are told as such, whatever object their columns are similar to", () => {
  const similar =
    "Id,AccountId,WhoId,WhatId,Subject,ActivityDate,OwnerId,Status,Priority,IsClosed,IsDeleted,CreatedDate,CallDurationInSeconds,CallType,CallDisposition,StartDateTime,EndDateTime";
  const share = "Id,LeadId,UserOrGroupId,LeadAccessLevel,RowCause,LastModifiedDate,LastModifiedById,IsDeleted";
  const odd = "Id,DurableId,AppDefinitionId,TabDefinitionId,SortOrder,WorkspaceDriverField";
  expect(
    choose(["Lead.csv", lead], ["ActivityHistory.csv", similar], ["LeadShare.csv", share], ["AppTabMember.csv", odd]),
  ).toEqual({
    "Lead.csv": "raw.salesforce_leads",
    "ActivityHistory.csv": "of salesforce",
    "LeadShare.csv": "of salesforce",
    "AppTabMember.csv": "of salesforce",
  });
  // A name that contains the object's name is that object under a name of its own.
  expect(choose(["Lead.csv", lead], ["TaskExport.csv", `${similar},TaskSubtype,CompletedDateTime`])).toMatchObject({
    "TaskExport.csv": "raw.salesforce_tasks (not by its name)",
  });
  const replica = "id,name,_fivetran_synced,_fivetran_deleted";
  expect(
    choose(["contact.csv", "id,property_lifecyclestage,property_createdate"], ["team.csv", replica]),
  ).toMatchObject({
    "team.csv": "of hubspot",
  });
  expect(choose(["AppTabMember.csv", odd])).toEqual({ "AppTabMember.csv": "unknown" });
});

test("a file that cannot be read is the object of the product that is beside it", () => {
  const torn: FileHeaders = { ...fileOf(["Contact.csv", "x"]), headers: [], matches: [], why: "the file is empty" };
  const [, contact] = chooseObjects([fileOf(["Lead.csv", lead]), torn]);
  expect(contact?.table?.name).toBe("raw.salesforce_contacts");
});
