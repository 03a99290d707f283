import { expect, test } from "vitest";
import { lifecycle_events } from "../../models/marts/lifecycle_events.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { rowsOf } from "../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../support/built_models.js";

const at = (day: string) => `2026-01-${day}T10:00:00Z`;

test("two sources' opportunities with one id are two: each is opened and closed by its own events", async () => {
  const people = ["crm", "shop"].map((system) => ({ system, record_id: "1", email: "ada@acme.test" }));
  const opportunity = (system: string, outcome: string, day: string, closed: string) => ({
    system,
    opportunity_id: "7",
    outcome,
    created_at: at(day),
    created_at_is_date: false,
    closed_at: at(closed),
    closed_at_is_date: false,
    amount: system === "crm" ? "100.00" : "7.00",
  });
  const rows = {
    "raw.mapped_people": people,
    "raw.mapped_stage_events": [
      { system: "crm", record_id: "1", stage: "mql", occurred_at: at("02"), occurred_at_is_date: false },
    ],
    "raw.mapped_opportunities": [opportunity("crm", "lost", "05", "10"), opportunity("shop", "open", "06", "20")],
    "raw.mapped_opportunity_people": people.map(({ system, record_id }) => ({
      system,
      record_id,
      opportunity_id: "7",
    })),
  };
  const run = runFacts("2026-07-01T00:00:00Z");
  const [cycles, events] = await withBuiltModels(run, rows, [mql_cycles, lifecycle_events], async (warehouse) => [
    await rowsOf(warehouse, "select outcome, opportunity_id, opportunity_key, amount from marts.mql_cycles"),
    await rowsOf(
      warehouse,
      "select stage, opportunity_key from marts.lifecycle_events where stage <> 'mql' order by occurred_at",
    ),
  ]);
  // The loss of the CRM's opportunity closes nothing, because the shop's is still open.
  expect(cycles).toEqual([{ outcome: "opportunity", opportunity_id: "7", opportunity_key: "shop:7", amount: "7.00" }]);
  expect(events).toEqual([
    { stage: "opportunity", opportunity_key: "crm:7" },
    { stage: "opportunity", opportunity_key: "shop:7" },
    { stage: "lost", opportunity_key: "crm:7" },
  ]);
});

test("a mapped list of wins finds HubSpot's deal by its id, though the winner is not on it: the cycle has the deal's amount", async () => {
  const rows = {
    "raw.hubspot_deals": [{ system: "hub", id: "901", createdate: at("05"), amount: "100.00" }],
    "raw.mapped_people": [{ system: "wins", record_id: "1" }],
    "raw.mapped_stage_events": [
      { stage: "mql", occurred_at: at("02") },
      { stage: "won", occurred_at: at("20"), opportunity_id: "901" },
      { stage: "won", occurred_at: at("20"), opportunity_id: "902" },
    ].map((one) => ({ system: "wins", record_id: "1", occurred_at_is_date: false, ...one })),
  };
  const sources = [{ name: "hub", system: "hubspot", path: "exports" }];
  const run = runFacts("2026-07-01T00:00:00Z", { sources });
  const [cycles, events] = await withBuiltModels(run, rows, [mql_cycles, lifecycle_events], async (warehouse) => [
    await rowsOf(warehouse, "select outcome, opportunity_key, amount from marts.mql_cycles"),
    await rowsOf(
      warehouse,
      "select stage, opportunity_key from marts.lifecycle_events where stage <> 'mql' order by opportunity_key",
    ),
  ]);
  expect(cycles).toEqual([{ outcome: "won", opportunity_key: "hub:901", amount: "100.00" }]);
  expect(events).toEqual(["hub:901", "wins:902"].map((opportunity_key) => ({ stage: "won", opportunity_key })));
});

test("two deals of one day, each linked to its own MQL of the person, win both cycles", async () => {
  const event = (record_id: string, stage: string, day: string, link: string | null = null) => ({
    ...{ system: "shop", record_id, stage, link, occurred_at: at(day), occurred_at_is_date: false },
  });
  const rows = {
    "raw.mapped_people": ["1", "2"].map((record_id) => ({ system: "shop", record_id, email: "ada@acme.test" })),
    "raw.mapped_stage_events": [
      event("1", "mql", "02"),
      event("1", "rejected", "04"),
      event("2", "mql", "06"),
      event("1", "won", "20", "mql"),
      event("2", "won", "20", "mql"),
    ],
  };
  const [cycles, events] = await withBuiltModels(
    runFacts("2026-07-01T00:00:00Z"),
    rows,
    [mql_cycles, lifecycle_events],
    async (warehouse) => [
      await rowsOf(warehouse, "select cycle_no, won_at from marts.mql_cycles order by 1"),
      await rowsOf(warehouse, "select cycle_no, mql_at from marts.lifecycle_events where stage = 'won' order by 1"),
    ],
    "all",
  );
  expect(cycles).toEqual([1n, 2n].map((cycle_no) => ({ cycle_no, won_at: at("20") })));
  expect(events).toEqual([
    { cycle_no: 1n, mql_at: at("02") },
    { cycle_no: 2n, mql_at: at("06") },
  ]);
});
