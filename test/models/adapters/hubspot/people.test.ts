import { expect, test } from "vitest";
import { links } from "../../../../models/adapters/hubspot/canonical/links.js";
import { people } from "../../../../models/adapters/hubspot/canonical/people.js";
import { hubspot_addresses } from "../../../../models/adapters/hubspot/intermediate/hubspot_addresses.js";
import { hubspot_contacts_merged } from "../../../../models/adapters/hubspot/intermediate/hubspot_contacts_merged.js";
import { runModel, runPart } from "../../../support/run_model.js";

const contact = (contact_id: string, more: object = {}) => ({ system: "hub", contact_id, is_deleted: false, ...more });
const alone = [{ system: "hub", product: "hubspot" }];

test("a contact was merged into the one that names it, and in a chain into the one that was not merged itself", async () => {
  const contacts = [
    contact("1", { merged_contact_ids: "2; 3;1" }),
    contact("2", { merged_contact_ids: "4" }),
    contact("9", { merged_contact_ids: "8:1661707291575;4" }),
  ];
  const merges = [{ system: "hub", contact_id: "1", merged_contact_id: "5" }];
  const merged = await runModel(hubspot_contacts_merged, { contacts, merges });
  expect(merged.map(({ record_id, merged_into }) => [record_id, merged_into]).sort()).toEqual([
    ["2", "1"],
    ["3", "1"],
    ["4", "9"],
    ["5", "1"],
    ["8", "9"],
  ]);
});

test("a merged contact is marked as deleted, whether the export still has it or not", async () => {
  const merged = [
    { system: "hub", record_id: "2", merged_into: "1" },
    { system: "hub", record_id: "3", merged_into: "1" },
  ];
  const rows = await runPart(people, {
    contacts: [contact("1"), contact("2")],
    merged,
    merged_companies: [],
    systems: alone,
  });
  expect(rows.map(({ record_id, merged_into, is_deleted }) => [record_id, merged_into, is_deleted]).sort()).toEqual([
    ["1", null, false],
    ["2", "1", true],
    ["3", "1", true],
  ]);
});

test("the team's own source counts before HubSpot's, and the first company is the account", async () => {
  const contacts = [
    contact("1", { lead_source: "Webinar", original_source: "OFFLINE", company_ids: "71;72" }),
    contact("2", { lead_source: " ", original_source: "ORGANIC_SEARCH" }),
  ];
  const rows = await runPart(people, { contacts, merged: [], merged_companies: [], systems: alone });
  expect(rows.map(({ record_id, source, account_id }) => [record_id, source, account_id]).sort()).toEqual([
    ["1", "Webinar", "71"],
    ["2", "ORGANIC_SEARCH", null],
  ]);
});

test("HubSpot's contacts count first; with a Salesforce source, HubSpot is the MAP and its contacts are linked to it", async () => {
  const withSalesforce = [...alone, { system: "crm", product: "salesforce" }];
  const contacts = [contact("1", { salesforce_contact_id: "003000000000001", salesforce_lead_id: "" })];
  const precedenceOf = async (systems: object[]) =>
    (await runPart(people, { contacts, merged: [], merged_companies: [], systems })).map(
      ({ precedence }) => precedence,
    );
  expect(await precedenceOf(alone)).toEqual([1n]);
  expect(await precedenceOf(withSalesforce)).toEqual([3n]);
  expect(await runPart(links, { contacts, systems: alone })).toEqual([]);
  expect(await runPart(links, { contacts, systems: withSalesforce })).toMatchObject([
    { record_id: "1", other_system: "crm", other_record_id: "003000000000001AAA", reason: "link" },
  ]);
});

test("an address belongs to the contact that still exists, a main address before an additional one", async () => {
  const contacts = [
    contact("1", { email: "Ada@Acme.test", additional_emails: "old@acme.test;bob@acme.test" }),
    contact("2", { email: "ada@acme.test " }),
    contact("3", { email: "bob@acme.test" }),
    contact("4", { email: "gone@acme.test", is_deleted: true }),
  ];
  const merged = [{ system: "hub", record_id: "2", merged_into: "1" }];
  const owners = await runModel(hubspot_addresses, { contacts, merged });
  expect(Object.fromEntries(owners.map(({ address, contact_id }) => [address, contact_id]))).toEqual({
    "ada@acme.test": "1",
    "old@acme.test": "1",
    "bob@acme.test": "3",
    "gone@acme.test": "4",
  });
});
