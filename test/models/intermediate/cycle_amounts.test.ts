import { expect, test } from "vitest";
import { cycle_amounts } from "../../../models/intermediate/cycle_amounts.js";
import type { Day, Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const cycle = { person_id: "crm:1", cycle_no: 1n, opportunity_key: "crm:006" };
const opportunity = { opportunity_key: "crm:006", amount: "100.05" as const };
const at = (day: string) => `2026-${day}T03:00:00Z` as Instant;
const rate = (date: string, rate: number, currency = "EUR") => ({ currency, rate, date: `2026-${date}` as Day });
const nothing = {
  cycles: [cycle],
  opportunities: [opportunity],
  rates: [],
  run: [{ currency: "USD", time_zone: "America/New_York" }],
};
const worth = async (cycles: object, currency: string | null, ...rates: ReturnType<typeof rate>[]) => {
  const [row] = await runModel(cycle_amounts, {
    ...nothing,
    cycles: [{ ...cycle, ...cycles }],
    opportunities: [{ ...opportunity, currency }],
    rates,
  });
  return [row?.amount, row?.currency, row?.amount_reporting];
};

test("an amount in the reporting currency, or without a currency, is not converted", async () => {
  expect(await worth({}, "USD")).toEqual(["100.05", "USD", "100.05"]);
  expect(await worth({}, null)).toEqual(["100.05", "USD", "100.05"]);
});

test("an amount in another currency takes the latest rate at or before the day of the win in the reporting time zone", async () => {
  const won = { won_at: at("03-02"), opportunity_at: at("01-10") };
  const rates = [rate("01-01", 1), rate("03-01", 2), rate("03-02", 3), rate("02-01", 9, "GBP")];
  expect(await worth(won, "EUR", ...rates)).toEqual(["100.05", "EUR", "200.10"]);
});

test("without a win the rate is that of the day of the opportunity", async () => {
  expect(await worth({ opportunity_at: at("02-10") }, "EUR", rate("01-01", 1.5), rate("03-01", 2))).toEqual([
    "100.05",
    "EUR",
    "150.08",
  ]);
});

test("without a rate by that day there is no amount in the reporting currency", async () => {
  expect(await worth({ won_at: at("02-10") }, "EUR", rate("03-01", 2))).toEqual(["100.05", "EUR", null]);
});

test("a cycle without an opportunity, or whose opportunity has no amount, has no row", async () => {
  expect(await runModel(cycle_amounts, { ...nothing, cycles: [{ ...cycle, opportunity_key: null }] })).toEqual([]);
  expect(await runModel(cycle_amounts, { ...nothing, opportunities: [{ ...opportunity, amount: null }] })).toEqual([]);
});

test("two sources may use one opportunity id: the amount is that of the cycle's own opportunity", async () => {
  const opportunities = [{ ...opportunity, opportunity_key: "shop:006", amount: "7.00" as const }, opportunity];
  expect(await runModel(cycle_amounts, { ...nothing, opportunities })).toMatchObject([{ amount: "100.05" }]);
});
