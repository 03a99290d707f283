import { expect, test } from "vitest";
import { salesforce_leads } from "../../models/adapters/salesforce/staging/salesforce_leads.js";
import { lead_reasons } from "../../models/canonical/lead_reasons.js";
import { lead_status_events } from "../../models/canonical/lead_status_events.js";
import { source_opportunities } from "../../models/canonical/source_opportunities.js";
import { channels_matched } from "../../models/intermediate/channels_matched.js";
import { records_judged } from "../../models/intermediate/records_judged.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { rowsOf } from "../../src/table/rows.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../support/built_models.js";
import { mergeLinks } from "../support/merge_links.js";
import { runModel } from "../support/run_model.js";

const lead = { system: "crm", entity: "lead", record_id: "00Q1" };
const cyclesOf = (rows: RowsByTable) =>
  withBuiltModels(runFacts("2026-07-01T00:00:00Z"), rows, [mql_cycles], (warehouse) =>
    rowsOf(warehouse, "from marts.mql_cycles order by person_id, cycle_no"),
  );
const event = (record_id: string, stage: string, occurred_at: string, more = {}) => ({
  system: "crm",
  record_id,
  stage,
  occurred_at,
  occurred_at_is_date: false,
  ...more,
});

test("a reason that was cleared does not stick to the next rejection", async () => {
  const change = (
    change_id: string,
    old_value: string,
    new_value: string,
    created_at: `2026-${string}-${number}T00:00:00Z`,
  ) => ({
    ...lead,
    change_id,
    field: "reason__c",
    old_value,
    new_value,
    occurred_at: created_at as `2026-01-${number}T00:00:00Z`,
  });
  const history = [
    change("1", "", "No budget", "2026-01-03T00:00:00Z"),
    change("2", "No budget", "", "2026-03-01T00:00:00Z"),
  ];
  const fields = [{ system: "crm", entity: "lead", field: "reason__c" }];
  const rows = await runModel(lead_reasons, { history, fields, observed: [] });
  expect(rows.map(({ reason, from_at }) => [from_at.slice(0, 10), reason]).sort()).toEqual([
    ["0001-01-01", null],
    ["2026-01-03", "No budget"],
    ["2026-03-01", null],
  ]);
});

test("two changes at one instant with ids in reverse order give no MQL at the lead's creation", async () => {
  const at = "2026-01-20T00:00:00Z" as const;
  const change = (change_id: string, old_value: string, new_value: string) => ({
    ...lead,
    change_id,
    field: "status",
    old_value,
    new_value,
    occurred_at: at,
  });
  const rows = await runModel(lead_status_events, {
    history: [change("2", "New", "MQL"), change("1", "MQL", "Working")],
    people: [{ ...lead, created_at: "2026-01-01T00:00:00Z" }],
    systems: [{ system: "crm", product: "salesforce" }],
    stage_fields: [],
    words: [
      { product: "salesforce", entity: "lead", field: "status", value: "mql", stage: "mql", is_date_field: false },
      { product: "salesforce", entity: "lead", field: "status", value: "working", stage: "sal", is_date_field: false },
    ],
  });
  expect(
    rows
      .filter(({ stage }) => stage !== null)
      .map(({ stage, occurred_at }) => [stage, occurred_at])
      .sort(),
  ).toEqual([
    ["mql", at],
    ["sal", at],
  ]);
});

test("a channel rule with only blank cells matches people without source and medium", async () => {
  const rows = await runModel(channels_matched, {
    people: [{ person_id: "crm:1" }],
    campaigns: [],
    rules: [{ priority: 1n, channel: "Everything" }],
  });
  expect(rows).toEqual([{ source: null, medium: null, campaign_type: null, channel: "Everything" }]);
});

test("a merged record shares the fate of the record it ended in, and a domain can be internal by the lookup alone", async () => {
  const person = (record_id: string, email: string, more = {}) => ({
    system: "crm",
    entity: "lead",
    record_id,
    email,
    is_deleted: false,
    ...more,
  });
  const people = [
    person("A", "boss@ours.test"),
    person("B", "x@acme.test", { is_deleted: true, merged_into: "A" }),
    person("C", "me@sister.test"),
    person("D", "ada@acme.test"),
    person("E", "old@acme.test", { is_deleted: true, merged_into: "D" }),
  ];
  const rows = await runModel(records_judged, {
    people,
    links: mergeLinks(people),
    attributes: [],
    domains: [{ domain: "ours.test" }],
    email_domains: [{ domain: "sister.test", type: "internal" }],
    mailboxes: [],
    missing: [],
  });
  expect(Object.fromEntries(rows.map(({ record_id, exclusion }) => [record_id, exclusion]))).toEqual({
    A: "internal",
    B: "internal",
    C: "internal",
    D: null,
    E: null,
  });
});

test("a closed opportunity without IsWon is lost, even if the stage map calls its stage rejected", async () => {
  const [row] = await runModel(source_opportunities, {
    opportunities: [
      {
        system: "crm",
        opportunity_id: "o1",
        entity: "opportunity",
        field: "stagename",
        stage_name: "Disqualified",
        is_closed: true,
        is_closed_approximate: true,
        created_at: "2026-01-01T00:00:00Z",
      },
    ],
    history: [],
    observed: [],
    reasons: [],
    systems: [{ system: "crm", product: "salesforce" }],
    words: [
      { product: "salesforce", entity: "opportunity", field: "stagename", value: "disqualified", stage: "rejected" },
    ],
  });
  expect(row).toMatchObject({ outcome: "lost" });
});

test("a lead with a converted contact is converted if the export has no IsConverted column", async () => {
  const rows = await runModel(salesforce_leads, {
    raw: [
      { Id: "00Q1", ConvertedContactId: "0031" },
      { Id: "00Q2", ConvertedContactId: "000000000000000AAA" },
    ],
  });
  expect(rows.map(({ is_converted }) => is_converted)).toEqual([true, false]);
});

test("opportunities of one id in two sources keep their own amounts", async () => {
  const of = (system: string, amount: string) => ({
    people: { system, record_id: "1" },
    event: { ...event("1", "mql", "2026-01-01T00:00:00Z"), system },
    on: { system, opportunity_id: "1", record_id: "1" },
    opportunity: {
      system,
      opportunity_id: "1",
      outcome: "won",
      amount,
      created_at: "2026-02-01T00:00:00Z",
      created_at_is_date: false,
      closed_at: "2026-03-01T00:00:00Z",
      closed_at_is_date: false,
    },
  });
  const sources = [of("a", "100.00"), of("b", "999.00")];
  const cycles = await cyclesOf({
    "raw.mapped_people": sources.map(({ people }) => people),
    "raw.mapped_stage_events": sources.map(({ event }) => event),
    "raw.mapped_opportunity_people": sources.map(({ on }) => on),
    "raw.mapped_opportunities": sources.map(({ opportunity }) => opportunity),
  });
  expect(cycles).toMatchObject([
    { person_id: "a:1", outcome: "won", amount: "100.00" },
    { person_id: "b:1", outcome: "won", amount: "999.00" },
  ]);
});

test("the search for cycles also ends if a loss is dated before its opportunity and an MQL lies between", async () => {
  const cycles = await cyclesOf({
    "raw.mapped_people": [{ system: "crm", record_id: "1" }],
    "raw.mapped_stage_events": [
      event("1", "mql", "2026-01-10T00:00:00Z"),
      event("1", "rejected", "2026-01-11T00:00:00Z"),
      event("1", "lost", "2026-02-01T00:00:00Z", { opportunity_id: "X" }),
      event("1", "mql", "2026-03-01T00:00:00Z"),
      event("1", "opportunity", "2026-04-01T00:00:00Z", { opportunity_id: "X" }),
    ],
  });
  expect(cycles).toMatchObject([
    { cycle_no: 1n, outcome: "rejected" },
    { cycle_no: 2n, mql_at: "2026-03-01T00:00:00Z", outcome: "lost" },
  ]);
});

test("300 people at once each find their second cycle", async () => {
  const ids = Array.from({ length: 300 }, (_, at) => `p${at}`);
  const cycles = await cyclesOf({
    "raw.mapped_people": ids.map((record_id) => ({ system: "crm", record_id })),
    "raw.mapped_stage_events": ids.flatMap((id) => [
      event(id, "mql", "2026-01-10T00:00:00Z"),
      event(id, "rejected", "2026-01-11T00:00:00Z"),
      event(id, "mql", "2026-03-01T00:00:00Z"),
    ]),
  });
  expect(cycles).toHaveLength(600);
});
