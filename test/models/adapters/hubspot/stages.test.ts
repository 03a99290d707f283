import { expect, test } from "vitest";
import { events_merged } from "../../../../models/intermediate/events_merged.js";
import { rowsOf } from "../../../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../../../support/built_models.js";

const sources = [
  { name: "hub", system: "hubspot", path: "exports/hub", reason_fields: { contact: "disqualify_reason" } },
];
const word = (field: string, value: string, stage: string | null) => ({
  system: "hubspot",
  entity: "Contact",
  field,
  value,
  stage,
});
const words = [
  word("lifecyclestage", "lead", null),
  word("lifecyclestage", "marketingqualifiedlead", "mql"),
  word("lifecyclestage", "8675309", "sal"),
  word("hs_lead_status", "UNQUALIFIED", "rejected"),
  word("hs_lifecyclestage_marketingqualifiedlead_date", "*", "mql"),
  word("hs_v2_date_entered_8675309", "*", "sal"),
];
const value = (name: string, value: string | null, timestamp: string) => ({
  system: "hub",
  contact_id: "101",
  name,
  value,
  timestamp: `2026-03-${timestamp}Z`,
});
const held = (field: string, value: string) => ({
  product: "hubspot",
  system: "hub",
  entity: "Contact",
  record_id: "101",
  field,
  value,
  made_at: "2026-03-01T00:00:00Z",
  changed_at: "2026-03-20T00:00:00Z",
  loaded_at: "2026-03-25T00:00:00Z",
});
const stagesFrom = async (history: object[], values: object[]) => {
  const rows = {
    "raw.hubspot_contacts": [{ system: "hub", id: "101", createdate: "2026-03-01T00:00:00Z" }],
    "raw.hubspot_contact_property_history": history as Record<string, unknown>[],
    "raw.field_values": values as Record<string, unknown>[],
    "raw.stage_map": words,
  };
  const stages = await withBuiltModels(
    runFacts("2026-06-01T00:00:00Z", { sources }),
    rows,
    [events_merged],
    (warehouse) => rowsOf(warehouse, "from intermediate.events_merged order by occurred_at, stage"),
  );
  return stages.map(({ stage, occurred_at, is_approximate, detail }) => [stage, occurred_at, is_approximate, detail]);
};

test("the property history has every entry into a stage, and the reason given then", async () => {
  const history = [
    value("lifecyclestage", "lead", "01T00:00:00"),
    value("lifecyclestage", "marketingqualifiedlead", "02T10:00:00"),
    value("lifecyclestage", "marketingqualifiedlead", "02T11:00:00"),
    value("disqualify_reason", "No budget", "03T10:00:00"),
    value("hs_lead_status", "UNQUALIFIED", "03T10:00:00"),
    value("hs_lead_status", null, "04T10:00:00"),
    value("lifecyclestage", null, "04T10:00:00"),
    value("lifecyclestage", "marketingqualifiedlead", "05T10:00:00"),
    value("email", "ada@acme.test", "05T10:00:00"),
  ];
  const values = [
    held("lifecyclestage", "marketingqualifiedlead"),
    held("hs_lifecyclestage_marketingqualifiedlead_date", "2026-03-05 10:00:00.12+00:00"),
  ];
  expect(await stagesFrom(history, values)).toEqual([
    ["mql", "2026-03-02T10:00:00Z", false, null],
    ["rejected", "2026-03-03T10:00:00Z", false, "No budget"],
    ["mql", "2026-03-05T10:00:00Z", false, null],
  ]);
});

test("without a history a stage is dated by its date property; a state without one, e.g. a rejection, by when it was first seen", async () => {
  const values = [
    held("lifecyclestage", "8675309"),
    held("hs_lifecyclestage_marketingqualifiedlead_date", "2026-03-05 10:00:00+00:00"),
    held("hs_v2_date_entered_8675309", "1772877600000"),
    held("hs_lead_status", "UNQUALIFIED"),
  ];
  expect(await stagesFrom([], values)).toEqual([
    ["mql", "2026-03-05T10:00:00Z", false, null],
    ["sal", "2026-03-07T10:00:00Z", false, null],
    ["rejected", "2026-03-20T00:00:00Z", true, null],
  ]);
});
