import { expect, test } from "vitest";
import { events_merged } from "../../models/intermediate/events_merged.js";
import { rowsOf } from "../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../support/built_models.js";

const made = "2026-01-01T10:00:00Z";
const recorded = "2026-03-05T10:00:00Z";
const emailOf = (no: number) => `person${no}@acme.test`;
const leadOf = (no: number, kind: string) => `00Q5e000000${kind}00${no}EAA`;
const state = (system: string, entity: string, record_id: string, field: string, value: string) => ({
  ...{ product: system, system, entity, record_id, field, value, version_no: 1n },
  ...{ made_at: made, changed_at: "2026-02-01T10:00:00Z", loaded_at: "2026-05-01T23:00:00Z" },
});

type RowsOfPerson = (no: number) => RowsByTable;

/** A record that is an MQL today; its export does not say since when. */
const guessing: readonly RowsOfPerson[] = [
  (no) => ({
    "raw.hubspot_contacts": [{ system: "hubspot", id: `1${no}`, createdate: made, email: emailOf(no) }],
    "raw.field_values": [state("hubspot", "Contact", `1${no}`, "lifecyclestage", "qualified")],
  }),
  (no) => ({
    "raw.salesforce_leads": [{ system: "salesforce", Id: leadOf(no, "A"), CreatedDate: made, Email: emailOf(no) }],
    "raw.field_values": [state("salesforce", "Lead", leadOf(no, "A"), "Status", "Qualified")],
  }),
];

/** Another record of the person, whose export says when it became an MQL. */
const telling: readonly RowsOfPerson[] = [
  (no) => ({
    "raw.salesforce_leads": [{ system: "salesforce", Id: leadOf(no, "B"), CreatedDate: made, Email: emailOf(no) }],
    "raw.salesforce_lead_history": [
      {
        ...{ system: "salesforce", Id: `0175e000000000${no}`, LeadId: leadOf(no, "B"), Field: "Status" },
        ...{ OldValue: "New", NewValue: "Qualified", CreatedDate: recorded, IsDeleted: false },
      },
    ],
  }),
  (no) => ({
    "raw.hubspot_contacts": [{ system: "hubspot", id: `2${no}`, createdate: made, email: emailOf(no) }],
    "raw.field_values": [state("hubspot", "Contact", `2${no}`, "mql_date", recorded)],
  }),
  (no) => ({
    "raw.pardot_prospects": [{ system: "pardot", id: `3${no}`, created_at: made, email: emailOf(no) }],
    "raw.pardot_lifecycle_histories": [
      { system: "pardot", id: `${no}`, prospect_id: `3${no}`, next_stage_id: "2", created_at: recorded },
    ],
  }),
  (no) => ({
    "raw.mapped_people": [{ system: "list", record_id: `4${no}`, email: emailOf(no) }],
    "raw.mapped_stage_events": [
      { system: "list", record_id: `4${no}`, stage: "mql", occurred_at: recorded, occurred_at_is_date: false },
    ],
  }),
];

test("an MQL that one record has at an unknown time is the one that another record dates later, in all products", async () => {
  const pairs = guessing.flatMap((guess) => telling.map((tell) => [guess, tell] as const));
  const people = [...pairs, [guessing[0]!]].map((parts, no) => parts.map((part) => part(no)));
  const rows: Record<string, Record<string, unknown>[]> = {
    "raw.pardot_lifecycle_stages": [{ system: "pardot", id: "2", name: "Qualified" }],
    "raw.stage_map": [
      { system: "salesforce", entity: "Lead", field: "Status", value: "Qualified", stage: "mql" },
      { system: "hubspot", entity: "Contact", field: "lifecyclestage", value: "qualified", stage: "mql" },
      { system: "hubspot", entity: "Contact", field: "mql_date", value: "*", stage: "mql" },
      { system: "pardot", entity: "Prospects", field: "lifecycle_stage", value: "Qualified", stage: "mql" },
    ],
  };
  for (const [table, more] of people.flat().flatMap((part) => Object.entries(part))) {
    rows[table] = [...(rows[table] ?? []), ...more];
  }
  const sources = ["salesforce", "hubspot", "pardot"].map((system) => ({ name: system, system, path: "exports" }));
  const mqls = await withBuiltModels(runFacts("2026-06-01T00:00:00Z", { sources }), rows, [events_merged], (db) =>
    rowsOf(db, "select occurred_at, is_approximate, tellings from intermediate.events_merged order by occurred_at"),
  );
  expect(mqls).toEqual([
    // Nobody dates the MQL of the last person: it stays at the creation of the record.
    { occurred_at: made, is_approximate: true, tellings: 1n },
    ...pairs.map(() => ({ occurred_at: recorded, is_approximate: false, tellings: 2n })),
  ]);
});
