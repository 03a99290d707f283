/** The changes of attributes that each product's history tells. */
import { expect, test } from "vitest";
import { field_changes as hubspot } from "../../../models/adapters/hubspot/canonical/field_changes.js";
import { field_changes as marketo } from "../../../models/adapters/marketo/canonical/field_changes.js";
import { marketo_field_changes } from "../../../models/adapters/marketo/intermediate/marketo_field_changes.js";
import { field_changes as pardot } from "../../../models/adapters/pardot/canonical/field_changes.js";
import { field_changes as salesforce } from "../../../models/adapters/salesforce/canonical/field_changes.js";
import { findings } from "../../../models/adapters/salesforce/canonical/findings.js";
import { runModel, runPart } from "../../support/run_model.js";

const at = "2026-03-01T00:00:00Z" as const;
const later = "2026-04-01T00:00:00Z" as const;

/** `attribute: old > new`, sorted. */
const changesOf = (rows: readonly Record<string, unknown>[]) =>
  rows
    .filter(({ attribute }) => attribute !== null)
    .map(({ attribute, old_value, new_value }) => `${attribute}: ${old_value} > ${new_value}`)
    .sort();

test("Salesforce: owners by the rows with ids, in their long form; titles, opt-outs and bounces", async () => {
  const change = (Field: string, old_value: string | null, new_value: string | null, no: number) => ({
    system: "crm",
    lead_id: "00Q",
    lead_history_id: `${no}`,
    field: Field,
    old_value,
    new_value,
    is_deleted: false,
    created_at: at,
  });
  const history = [
    change("Owner", "Al Adams", "Bo Berg", 1),
    change("Owner", "0055e000001AAAA", "00G5e000001CCCC", 2),
    change("ownerAssignment", null, "0055e000001BBBBAA4", 3),
    change("Title", "Intern", "CFO", 4),
    change("HasOptedOutOfEmail", "false", "true", 5),
    change("Status", "New", "MQL", 6),
  ];
  const contact = { system: "crm", contact_id: "003", email_bounced_at: at };
  const rows = await runPart(salesforce, {
    lead_history: history,
    contact_history: [],
    account_history: [],
    persons: [],
    leads: [],
    contacts: [contact, { ...contact, email_bounced_at: null }],
  });
  expect(changesOf(rows)).toEqual([
    "email_status: valid > invalid",
    "email_status: valid > unsubscribed",
    "job_title: Intern > CFO",
    "owner_id: 0055e000001AAAAAA4 > 00G5e000001CCCCEA4",
    "owner_id: null > 0055e000001BBBBAA4",
  ]);
  expect(rows.filter(({ field }) => field === "owner")).toEqual([]);
});

test("Salesforce: of accounts only attributes, which are not those of a person's own record; of one who is a person also the owner", async () => {
  const change = (account_id: string, field: string, old_value: string, new_value: string, no: number) => ({
    ...{ system: "crm", account_id, account_history_id: `${no}`, field, old_value, new_value },
    is_deleted: false,
    created_at: at,
  });
  const rows = await runPart(salesforce, {
    lead_history: [],
    contact_history: [],
    account_history: [
      change("001", "Industry", "Retail", "Banking", 1),
      change("001", "BillingCountry", "Chile", "Peru", 2),
      change("001", "Description", "a", "b", 3),
      change("001", "Owner", "0055e000001AAAAAA4", "0055e000001BBBBAA4", 4),
      change("001p", "Owner", "0055e000001AAAAAA4", "0055e000001BBBBAA4", 5),
    ],
    persons: [{ system: "crm", account_id: "001p", contact_id: "003" }],
    leads: [],
    contacts: [],
  });
  expect(rows.map((row) => [row.entity, row.record_id, row.attribute, row.is_of_account]).sort()).toEqual([
    ["account", "001", "country", true],
    ["account", "001", "industry", true],
    ["contact", "003", "owner_id", null],
  ]);
});

test("Salesforce: leads whose changes of owner have no ids are counted", async () => {
  const change = (lead_id: string, lead_history_id: string, new_value: string) => ({
    system: "crm",
    lead_id,
    lead_history_id,
    field: "Owner",
    new_value,
    is_deleted: false,
  });
  const history = [
    change("00Q1", "1", "Bo Berg"),
    change("00Q2", "2", "Bo Berg"),
    change("00Q2", "3", "0055e000001BBBBAA4"),
  ];
  const rows = await runPart(findings, {
    opportunities: [],
    tasks: [],
    touches: [],
    people: [],
    lead_history: history,
    contact_history: [],
  });
  expect(rows).toMatchObject([
    { check: "leads whose changes of owner have names and no ids", subject: "crm", count: 1n, example: "00Q1" },
  ]);
});

test("HubSpot: the properties that hold attributes, those of closedloop.yaml, and what ended email", async () => {
  const value = (property: string, text: string, occurred_at: string = at) => ({
    system: "hub",
    contact_id: "1",
    property,
    value: text,
    occurred_at,
  });
  const history = [
    value("hubspot_owner_id", "501"),
    value("hubspot_owner_id", "502", later),
    value("jobtitle", "Intern"),
    value("jobtitle", "CFO", later),
    value("plan", "free"),
    value("notes", "private"),
    value("hs_email_optout", "false"),
    value("hs_email_optout", "true", later),
    value("hs_email_hard_bounce_reason_enum", "MAILBOX", later),
  ];
  const rows = await runPart(hubspot, {
    history,
    company_history: [],
    words: [],
    systems: [{ system: "hub", product: "hubspot" }],
    stage_fields: [],
    reason_fields: [],
    custom_fields: [{ system: "hub", field: "Plan", attribute: "plan" }],
  });
  expect(changesOf(rows)).toEqual([
    "email_status: valid > invalid",
    "email_status: valid > unsubscribed",
    "email_status: valid > valid",
    "job_title: Intern > CFO",
    "job_title: null > Intern",
    "owner_id: 501 > 502",
    "owner_id: null > 501",
  ]);
  expect(rows.map(({ field }) => field)).toContain("plan");
  expect(rows.map(({ field }) => field)).not.toContain("notes");
});

test("Marketo: the log names standard fields by their labels, and closedloop.yaml's by theirs", async () => {
  const activity = (
    activity_type_id: number,
    label: string | null,
    old_value: string | null,
    new_value: string | null,
  ) => ({
    system: "map",
    activity_id: `${activity_type_id} ${label}`,
    lead_id: "1",
    activity_type_id: BigInt(activity_type_id),
    primary_attribute_value: label,
    old_value,
    new_value,
    occurred_at: at,
  });
  const activities = [
    activity(13, "Job Title", "Intern", "CFO"),
    activity(13, "Num Employees", "5", "900"),
    activity(13, "Industry", "Retail", "Banking"),
    activity(13, "Plan", "free", "paid"),
    activity(13, "Notes", "a", "b"),
    activity(8, null, null, null),
    activity(9, null, null, null),
  ];
  const changes = await runModel(marketo_field_changes, {
    activities: activities as never,
    words: [],
    systems: [{ system: "map", product: "marketo" }],
    stage_fields: [],
    reason_fields: [],
    custom_fields: [{ system: "map", field: "plan", attribute: "plan" }],
    configured_labels: [],
  });
  const rows = await runPart(marketo, { changes, activities });
  expect(changesOf(rows)).toEqual([
    "email_status: valid > invalid",
    "email_status: valid > unsubscribed",
    "employee_count: 5 > 900",
    "industry: Retail > Banking",
    "job_title: Intern > CFO",
  ]);
  expect(changes.map(({ field }) => field).sort()).toEqual(["industry", "numberofemployees", "plan", "title"]);
});

test("Pardot: bounces and opt-outs", async () => {
  const prospects = [{ system: "map", prospect_id: "1", email_bounced_at: at }];
  const activity = { system: "map", activity_id: "7", prospect_id: "2", occurred_at: at };
  const activities = [
    { ...activity, type_id: 12n },
    { ...activity, activity_id: "8", type_id: 1n },
  ];
  expect(changesOf(await runPart(pardot, { prospects, activities }))).toEqual([
    "email_status: valid > invalid",
    "email_status: valid > unsubscribed",
  ]);
});
