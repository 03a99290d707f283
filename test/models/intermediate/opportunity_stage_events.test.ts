import { expect, test } from "vitest";
import { opportunity_stage_events } from "../../../models/intermediate/opportunity_stage_events.js";
import { runModel } from "../../support/run_model.js";

const one = { system: "crm", opportunity_id: "o1" };
const save = (save_id: string, stage_name: string, occurred_at: `${number}-${number}-${number}T${string}Z`) => ({
  ...one,
  save_id,
  entity: "opportunity",
  field: "stagename",
  stage_name,
  occurred_at,
});
const words = [
  { product: "salesforce", entity: "opportunity", field: "stagename", value: "discovery", stage: "sql" as const },
  { product: "salesforce", entity: "opportunity", field: "stagename", value: "closed won", stage: "won" as const },
];
const known = {
  words,
  systems: [{ system: "crm", product: "salesforce" }],
  states: [{ ...one, entity: "opportunity" }],
};

test("a pipeline stage mapped to SQL gives an event each time the opportunity enters it, not at every save", async () => {
  const history = [
    save("h1", "Discovery", "2026-01-05T09:00:00Z"),
    save("h2", "Discovery", "2026-01-07T09:00:00Z"),
    save("h3", "Proposal", "2026-01-08T09:00:00Z"),
    save("h4", "Discovery", "2026-01-09T09:00:00Z"),
    save("h5", "Closed Won", "2026-01-10T09:00:00Z"),
  ];
  const rows = await runModel(opportunity_stage_events, { ...known, history, field_events: [] });
  expect(rows.map(({ stage, occurred_at }) => [stage, occurred_at]).sort()).toEqual([
    ["sql", "2026-01-05T09:00:00Z"],
    ["sql", "2026-01-09T09:00:00Z"],
  ]);
});

test("without a history the stage has the approximate instant at which a load saw it", async () => {
  const seen = { system: "crm", entity: "opportunity", record_id: "o1", value: "discovery", stage: "sql" as const };
  const field_events = [
    { ...seen, is_approximate: true, is_guess: true, occurred_at: "2026-01-06T09:00:00Z" as const },
  ];
  const rows = await runModel(opportunity_stage_events, { ...known, history: [], field_events });
  expect(rows).toEqual([
    { ...one, stage: "sql", is_approximate: true, is_guess: true, occurred_at: "2026-01-06T09:00:00Z" },
  ]);
});

test("a recorded date of a stage on an opportunity is approximate, and no guess", async () => {
  const dated = { system: "crm", entity: "opportunity", record_id: "o1", stage: "sql" as const };
  const field_events = [
    { ...dated, is_approximate: true, is_guess: false, occurred_at: "2026-02-10T23:59:59.999999Z" as const },
  ];
  const rows = await runModel(opportunity_stage_events, { ...known, history: [], field_events });
  expect(rows).toMatchObject([{ stage: "sql", is_approximate: true, is_guess: false }]);
});
