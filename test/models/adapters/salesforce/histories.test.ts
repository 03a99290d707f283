import { expect, test } from "vitest";
import { field_changes } from "../../../../models/adapters/salesforce/canonical/field_changes.js";
import { opportunity_stages } from "../../../../models/adapters/salesforce/canonical/opportunity_stages.js";
import { runPart } from "../../../support/run_model.js";

const system = "crm";
const at = (day: number, time = "12:00:00") => `2026-03-${String(day).padStart(2, "0")}T${time}Z` as const;

const changesOf = async (lead: readonly object[], contact: readonly object[] = []) => {
  const rows = await runPart(field_changes, {
    leads: [],
    contacts: [],
    account_history: [],
    persons: [],
    lead_history: lead.map((row, nth) => ({
      system,
      lead_history_id: `017${nth}`,
      lead_id: "00Q1",
      is_deleted: false,
      created_at: at(1),
      ...row,
    })),
    contact_history: contact.map((row, nth) => ({
      system,
      contact_history_id: `03H${nth}`,
      contact_id: "0031",
      is_deleted: false,
      created_at: at(1),
      ...row,
    })),
  });
  return rows.map(({ entity, field, old_value, new_value }) => [entity, field, old_value, new_value]).sort();
};

test("a change of a contact's field is a change like that of a lead", async () => {
  const change = { field: "Contact_Status__c", old_value: "New", new_value: "MQL" };
  expect(await changesOf([], [change, { ...change, is_deleted: true }])).toEqual([
    ["contact", "contact_status__c", "New", "MQL"],
  ]);
});

test("of a change of owner only the row with ids counts, for leads and contacts, users and queues, however the event is called", async () => {
  const lead = [
    { field: "Owner", old_value: "Al Adams", new_value: "Bo Berg" },
    { field: "Owner", old_value: "0055e000001AAAA", new_value: "0055e000001BBBB" },
    { field: "ownerAssignment", old_value: null, new_value: "00G5e000001QQQQ" },
    { field: "ownerAccepted", old_value: "Queue of Leads", new_value: "Bo Berg" },
  ];
  const contact = [{ field: "Owner", old_value: "0055e000001BBBB", new_value: "0055e000001AAAA" }];
  expect(await changesOf(lead, contact)).toEqual([
    ["contact", "ownerid", "0055e000001BBBBAA4", "0055e000001AAAAAA4"],
    ["lead", "ownerid", null, "00G5e000001QQQQEA4"],
    ["lead", "ownerid", "0055e000001AAAAAA4", "0055e000001BBBBAA4"],
  ]);
});

const stagesOf = async (history: readonly object[], field_history: readonly object[]) => {
  const rows = await runPart(opportunity_stages, {
    history: history.map((row, nth) => ({
      system,
      opportunity_history_id: `008${nth}`,
      opportunity_id: "0061",
      is_deleted: false,
      ...row,
    })),
    field_history: field_history.map((row, nth) => ({
      system,
      opportunity_field_history_id: `017${nth}`,
      opportunity_id: "0061",
      field: "StageName",
      is_deleted: false,
      ...row,
    })),
    opportunities: [{ system, opportunity_id: "0061", created_at: "2026-01-01T09:00:00Z" }],
  });
  return rows.map(({ stage_name, occurred_at }) => [stage_name, occurred_at]).sort();
};

test("OpportunityFieldHistory gives stages, and no other of its fields is one", async () => {
  const changes = [
    { new_value: "Proposal", created_at: at(2) },
    { field: "Amount", new_value: "100", created_at: at(3) },
    { field: "Owner", new_value: "0055e000001AAAA", created_at: at(3) },
    { field: "created", new_value: null, created_at: at(1) },
    { new_value: "Closed Won", created_at: at(4), is_deleted: true },
  ];
  expect(await stagesOf([], changes)).toEqual([["Proposal", at(2)]]);
});

test("before its first change the stage was the old value, since the opportunity was made", async () => {
  const changes = [
    { old_value: "Negotiation", new_value: "Closed Won", created_at: at(4) },
    { old_value: "Prospecting", new_value: "Negotiation", created_at: at(2) },
  ];
  expect(await stagesOf([], changes)).toEqual([
    ["Closed Won", at(4)],
    ["Negotiation", at(2)],
    ["Prospecting", "2026-01-01T09:00:00Z"],
  ]);
});

test("with both histories no stage is entered twice, and the field history still tells what came before the other begins", async () => {
  const history = [
    { stage_name: "Proposal", created_at: at(2, "12:00:01") },
    { stage_name: "Closed Won", created_at: at(5) },
  ];
  const changes = [
    { new_value: "Discovery", created_at: at(1) },
    { new_value: "Proposal", created_at: at(2) },
    { new_value: "Closed Won", created_at: at(5) },
  ];
  expect(await stagesOf(history, changes)).toEqual([
    ["Closed Won", at(5)],
    ["Discovery", at(1)],
    ["Proposal", at(2, "12:00:01")],
  ]);
});
