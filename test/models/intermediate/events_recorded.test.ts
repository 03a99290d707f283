import { expect, test } from "vitest";
import { events_recorded } from "../../../models/intermediate/events_recorded.js";
import { runModel } from "../../support/run_model.js";

const record = { system: "crm", entity: "lead", record_id: "1" } as const;
const nothing = { opportunities: [], pipeline: [], on_opportunities: [], named: [] };
const run = [{ as_of: "2026-07-01T00:00:00Z" }] as const;
const mql = { ...record, stage: "mql", is_approximate: false, occurred_at: "2026-02-01T10:00:00Z" } as const;
const eventsOf = (given: object, more: object = {}) =>
  runModel(events_recorded, {
    ...nothing,
    ...{ stage_events: [mql], records: [{ ...record, person_id: "crm:1" }], run },
    ...more,
    ...{ people: [{ ...record, ...given }] },
  } as never);

test("an event more than ten years before its record cannot be; a record dated after the as-of says nothing", async () => {
  expect(await eventsOf({ created_at: "2026-01-01T00:00:00Z" })).toMatchObject([{ fault: null }]);
  const early = [{ ...mql, occurred_at: "2015-12-31T00:00:00Z" }];
  expect(await eventsOf({ created_at: "2026-01-01T00:00:00Z" }, { stage_events: early })).toMatchObject([
    { fault: "more than ten years before its record" },
  ]);
  expect(await eventsOf({ created_at: "2062-01-01T00:00:00Z" })).toMatchObject([{ fault: null }]);
});

test("an opportunity's id with 15 and with 18 characters is one event", async () => {
  const ids = ["0065e00000AbCdE", "0065e00000AbCdEIAV"];
  const stage_events = ids.map((opportunity_id) => ({ ...mql, stage: "won", opportunity_id }));
  const named = ids.map((named_id) => ({
    ...{ person_id: "crm:1", system: "crm", named_id, opportunity_id: ids[1], opportunity_key: `crm:${ids[1]}` },
  }));
  expect(await eventsOf({}, { stage_events, named })).toMatchObject([{ stage: "won", opportunity_id: ids[1] }]);
});

test("a dated pipeline stage of an opportunity is no guess, one that a load saw is", async () => {
  const opportunity = { system: "crm", opportunity_id: "o1", opportunity_key: "crm:o1", created_at: mql.occurred_at };
  const stage = {
    system: "crm",
    opportunity_id: "o1",
    stage: "sql",
    is_approximate: true,
    occurred_at: mql.occurred_at,
  };
  const pipeline = [
    { ...stage, is_guess: false },
    { ...stage, is_guess: true, occurred_at: "2026-03-01T10:00:00Z" },
  ];
  const on_opportunities = [{ person_id: "crm:1", system: "crm", opportunity_id: "o1" }];
  const events = await eventsOf({}, { opportunities: [opportunity], pipeline, on_opportunities, stage_events: [] });
  const told = events.filter(({ stage }) => stage === "sql").map((one) => [one.occurred_at.slice(0, 10), one.is_guess]);
  expect(told.sort()).toEqual([
    ["2026-02-01", false],
    ["2026-03-01", true],
  ]);
});
