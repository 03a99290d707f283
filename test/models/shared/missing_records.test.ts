import { expect, test } from "vitest";
import { opportunity_people as hubspotPeople } from "../../../models/adapters/hubspot/canonical/opportunity_people.js";
import { opportunity_people as mappedPeople } from "../../../models/adapters/mapped/canonical/opportunity_people.js";
import { opportunity_people as pardotPeople } from "../../../models/adapters/pardot/canonical/opportunity_people.js";
import { pardot_activities_named } from "../../../models/adapters/pardot/intermediate/pardot_activities_named.js";
import { activities } from "../../../models/adapters/salesforce/canonical/activities.js";
import { opportunity_people } from "../../../models/adapters/salesforce/canonical/opportunity_people.js";
import { people as salesforcePeople } from "../../../models/adapters/salesforce/canonical/people.js";
import { keyColumns } from "../../../src/load/load_contract.js";
import { readCatalogue } from "../../../src/project/catalogue.js";
import { runModel, runPart } from "../../support/run_model.js";

const gone = (table_name: string, record_key: string, other_key = "", more: object = {}) => ({
  ...{ system: "crm", table_name, record_key, other_key, meaning: "ended" as const, state: "taken" as const, ...more },
});
const system = "crm";
const recordsOf = (rows: readonly Record<string, unknown>[]) => rows.map(({ record_id }) => record_id).sort();

test("a role that a later export lacks is no role; one that only another source, another table or a question names is", async () => {
  const role = (no: number) => ({
    ...{ system, opportunity_contact_role_id: `r${no}`, opportunity_id: "o", contact_id: `c${no}`, is_deleted: false },
  });
  const table = "raw.salesforce_opportunity_contact_roles";
  const missing = [
    gone(table, "r1"),
    gone(table, "r2", "", { state: "asked" }),
    gone(table, "r3", "", { system: "other" }),
    gone("raw.salesforce_leads", "r4"),
  ];
  // The contact for whom the opportunity was made is not on it again once its role has ended.
  const opportunities = [{ system, opportunity_id: "o", contact_id: "c1" }];
  const given = { roles: [1, 2, 3, 4].map(role), leads: [], persons: [], opportunities, missing };
  expect(recordsOf(await runPart(opportunity_people, given))).toEqual(["c2", "c3", "c4"]);
  expect(recordsOf(await runPart(opportunity_people, { ...given, roles: [role(1)] }))).toEqual([]);
});

test("pairs of HubSpot and of mapped files end by both of their ids", async () => {
  const pairs = [
    { system, deal_id: "1", contact_id: "8" },
    { system, deal_id: "1", contact_id: "9" },
    { system, deal_id: "2", contact_id: "8" },
  ];
  const more = { deals: [], contacts: [], missing: [gone("raw.hubspot_deal_contacts", "1", "8")] };
  expect(recordsOf(await runPart(hubspotPeople, { pairs, ...more }))).toEqual(["8", "9"]);
  const people = pairs.map(({ deal_id, contact_id }) => ({ system, opportunity_id: deal_id, record_id: contact_id }));
  const missing = [gone("raw.mapped_opportunity_people", "2", "8")];
  expect(recordsOf(await runPart(mappedPeople, { people, missing }))).toEqual(["8", "9"]);
});

test("a campaign membership that a later export lacks is no response", async () => {
  const members = ["1", "2"].map((campaign_member_id) => ({
    ...{ system, campaign_member_id, contact_id: campaign_member_id, has_responded: true, is_deleted: false },
    created_at: "2026-01-01T00:00:00Z",
  }));
  const run = [{ time_zone: "UTC", as_of: "2026-07-01T00:00:00Z" }];
  const missing = [gone("raw.salesforce_campaign_members", "1")];
  expect(recordsOf(await runPart(activities, { members, campaigns: [], run, missing }))).toEqual(["2"]);
});

test("a prospect on an opportunity or a list of Pardot that a later export lacks is on it no longer", async () => {
  const members = ["1", "2"].map((prospect_id) => ({ system, opportunity_id: "7", prospect_id }));
  const opportunities = [{ system, opportunity_id: "7", is_deleted: false }];
  const offOpportunity = gone("raw.pardot_opportunity_prospects", "7", "1");
  expect(recordsOf(await runPart(pardotPeople, { members, opportunities, missing: [offOpportunity] }))).toEqual(["2"]);
  const memberships = ["1", "2"].map((no) => ({
    ...{ system, list_membership_id: `m${no}`, list_id: "1", prospect_id: no, is_deleted: false },
    created_at: "2026-01-01T00:00:00Z" as const,
  }));
  const offList = gone("raw.pardot_list_memberships", "m1");
  const more = { activities: [], visitors: [], lists: [], map: [] };
  expect(recordsOf(await runModel(pardot_activities_named, { memberships, ...more, missing: [offList] }))).toEqual([
    "2",
  ]);
});

test("a person whose account a later export of accounts lacks is missing, unless the contact is exported too", async () => {
  const accounts = ["1", "2", "3", "4"].map((no) => ({
    ...{ system, account_id: `001${no}`, person_contact_id: `003${no}`, is_person: true, is_deleted: false },
  }));
  const ofAccount = (no: string, more = {}) =>
    gone("raw.salesforce_accounts", `001${no}`, "", { meaning: "deleted", part: "people", ...more });
  const missing = [ofAccount("1"), ofAccount("2", { state: "asked" }), ofAccount("3")];
  const contacts = [{ system, contact_id: "0033", is_deleted: false }];
  const rows = await runPart(salesforcePeople, { leads: [], contacts, accounts, merges: [], missing });
  expect(rows.map(({ record_id, is_missing }) => `${record_id} ${is_missing}`).sort()).toEqual([
    "0031 true",
    "0032 false",
    "0033 false",
    "0034 false",
  ]);
});

test("every table in which a record can be missing has a key of one or two columns, and no other table has a meaning for it", async () => {
  const { sources } = await readCatalogue();
  const meant = sources.filter(({ origin }) => "whenMissing" in origin);
  expect(meant.filter((table) => ![1, 2].includes(keyColumns({ table }).length))).toEqual([]);
  const meaning = (wanted: string) =>
    meant
      .flatMap(({ name, origin }) => ("whenMissing" in origin && origin.whenMissing === wanted ? [name] : []))
      .sort();
  expect({ deleted: meaning("deleted"), ended: meaning("ended"), warned: meaning("warned") }).toEqual({
    deleted: [
      "raw.hubspot_contacts",
      "raw.mapped_people",
      "raw.marketo_leads",
      "raw.pardot_prospects",
      "raw.salesforce_contacts",
      "raw.salesforce_leads",
    ],
    ended: [
      "raw.hubspot_deal_contacts",
      "raw.mapped_opportunity_people",
      "raw.pardot_list_memberships",
      "raw.pardot_opportunity_prospects",
      "raw.salesforce_campaign_members",
      "raw.salesforce_opportunity_contact_roles",
    ],
    warned: [
      "raw.hubspot_deals",
      "raw.mapped_opportunities",
      "raw.pardot_opportunities",
      "raw.salesforce_opportunities",
    ],
  });
});
