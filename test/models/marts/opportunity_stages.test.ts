import { expect, test } from "vitest";
import { opportunity_stages } from "../../../models/marts/opportunity_stages.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const at = (day: string) => `2026-${day}T00:00:00Z` as Instant;
const keys = { system: "crm", opportunity_id: "006" };
const state = { ...keys, entity: "opportunity", field: "stagename", created_at: at("01-01") };
const opportunity = {
  ...keys,
  opportunity_key: "crm:006",
  stage: "Negotiation",
  outcome: "open" as const,
  is_close_approximate: false,
};
const won = { ...opportunity, stage: "Closed Won", outcome: "won" as const, closed_at: at("03-01") };
const saved = (stage_name: string, day: string, save_id = day) => ({
  ...keys,
  save_id,
  stage_name,
  occurred_at: at(day),
});
const seen = (value: string, day: string, more = {}) => ({
  system: "crm",
  entity: "opportunity",
  record_id: "006",
  field: "stagename",
  change_id: day,
  value,
  is_first: false,
  is_approximate: false,
  occurred_at: at(day),
  ...more,
});
const first = (value: string) => seen(value, "01-01", { is_first: true, is_approximate: true });

const staysOf = async (given: { history?: object[]; observed?: object[]; opportunity?: object }) =>
  (
    await runModel(opportunity_stages, {
      history: given.history ?? [],
      observed: given.observed ?? [],
      states: [state],
      opportunities: [given.opportunity ?? opportunity],
      run: [{ as_of: at("07-01") }],
    })
  ).map((row) => [row.stage_no, row.stage, row.entered_at?.slice(5, 10) ?? null, row.days, row.is_approximate]);

test("each stay has its days, a save that keeps the stage begins none, and a stage entered again is a new stay", async () => {
  const history = [
    saved("Prospecting", "01-01"),
    saved("Prospecting", "01-05"),
    saved("Negotiation", "01-11"),
    saved("Prospecting", "01-21"),
    saved("Negotiation", "02-01"),
  ];
  expect(await staysOf({ history })).toEqual([
    [1n, "Prospecting", "01-01", 10, false],
    [2n, "Negotiation", "01-11", 10, false],
    [3n, "Prospecting", "01-21", 11, false],
    [4n, "Negotiation", "02-01", null, false],
  ]);
});

test("of two saves at one instant the one with the larger id is the later one", async () => {
  const history = [saved("Negotiation", "01-01", "2"), saved("Prospecting", "01-01", "1")];
  expect(await staysOf({ history })).toEqual([
    [1n, "Prospecting", "01-01", 0, false],
    [2n, "Negotiation", "01-01", null, false],
  ]);
});

test("without a history the nights tell the stages, the first from the creation on", async () => {
  expect(await staysOf({ observed: [first("Prospecting"), seen("Negotiation", "02-01")] })).toEqual([
    [1n, "Prospecting", "01-01", 31, true],
    [2n, "Negotiation", "02-01", null, false],
  ]);
});

test("an open opportunity of one load is in its stage since its creation, approximately", async () => {
  expect(await staysOf({ observed: [first("Negotiation")] })).toEqual([[1n, "Negotiation", "01-01", null, true]]);
});

test("a closed opportunity of which no history shows the closing entered its stage when it closed", async () => {
  expect(
    await staysOf({ observed: [first("Closed Won")], opportunity: { ...won, is_close_approximate: true } }),
  ).toEqual([[1n, "Closed Won", "03-01", null, true]]);
  expect(await staysOf({ history: [saved("Prospecting", "01-01")], opportunity: won })).toEqual([
    [1n, "Prospecting", "01-01", 59, false],
    [2n, "Closed Won", "03-01", null, false],
  ]);
});

test("no stay has negative days if the close date is before the last stage in the history", async () => {
  expect(await staysOf({ history: [saved("Prospecting", "03-05")], opportunity: won })).toEqual([
    [1n, "Prospecting", "03-05", 0, false],
    [2n, "Closed Won", "03-05", null, false],
  ]);
});

test("an open opportunity whose history ends in another stage is in its present one since an unknown time", async () => {
  expect(await staysOf({ history: [saved("Prospecting", "01-05")] })).toEqual([
    [1n, "Prospecting", "01-05", null, false],
    [2n, "Negotiation", null, null, true],
  ]);
});

test("an opportunity of a source without stages has none, and neither has a deleted one", async () => {
  expect(await staysOf({ opportunity: { ...opportunity, stage: null } })).toEqual([]);
  expect(
    await staysOf({ history: [saved("Prospecting", "01-05")], opportunity: { ...won, system: "shop", stage: null } }),
  ).toEqual([]);
});
