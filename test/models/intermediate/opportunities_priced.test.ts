import { expect, test } from "vitest";
import { opportunities_priced } from "../../../models/intermediate/opportunities_priced.js";
import type { Day } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const opportunity = {
  opportunity_key: "crm:006",
  system: "crm",
  opportunity_id: "006",
  outcome: "won" as const,
  amount: "100.05" as const,
  currency: "EUR",
  is_created_approximate: false,
  is_closed_approximate: true,
  created_at: "2026-01-10T03:00:00Z" as const,
  closed_at: "2026-03-02T03:00:00Z" as const,
};
const rate = (date: string, rate: number, currency = "EUR") => ({ currency, rate, date: `2026-${date}` as Day });
const priced = async (more: object, ...rates: object[]) => {
  const [row] = await runModel(opportunities_priced, {
    opportunities: [{ ...opportunity, ...more }],
    accounts: [{ system: "crm", account_id: "1", name: "Acme" }],
    rates,
    reasons: [{ raw_reason: "Price", reason: "No budget" }],
    run: [{ currency: "USD", time_zone: "America/New_York" }],
  });
  return row!;
};
const worth = async (...given: Parameters<typeof priced>) => {
  const { amount, currency, amount_reporting } = await priced(...given);
  return [amount, currency, amount_reporting];
};

test("an amount in the reporting currency, or without a currency, is not converted", async () => {
  expect(await worth({ currency: "USD" })).toEqual(["100.05", "USD", "100.05"]);
  expect(await worth({ currency: null })).toEqual(["100.05", "USD", "100.05"]);
});

test("a currency in small letters or between blanks is the same currency", async () => {
  expect(await worth({ currency: " usd" })).toEqual(["100.05", "USD", "100.05"]);
  expect(await worth({ currency: "eur" }, rate("03-01", 2))).toEqual(["100.05", "EUR", "200.10"]);
  expect(await worth({}, rate("03-01", 2, "eur"))).toEqual(["100.05", "EUR", "200.10"]);
});

test("a won amount takes the latest rate at or before the day of the win in the reporting time zone", async () => {
  const rates = [rate("01-01", 1), rate("03-01", 2), rate("03-02", 3), rate("02-01", 9, "GBP")];
  expect(await worth({}, ...rates)).toEqual(["100.05", "EUR", "200.10"]);
});

test("an open or lost amount takes the rate of the day of its creation", async () => {
  const rates = [rate("01-09", 1.5), rate("01-10", 9), rate("03-01", 2)];
  expect(await worth({ outcome: "lost" }, ...rates)).toEqual(["100.05", "EUR", "150.08"]);
  expect(await worth({ outcome: "open" }, ...rates)).toEqual(["100.05", "EUR", "150.08"]);
});

test("without a rate by that day there is no amount in the reporting currency", async () => {
  expect(await worth({}, rate("03-02", 2))).toEqual(["100.05", "EUR", null]);
});

test("an undated amount in another currency has no rate, however many there are; in the reporting currency it counts", async () => {
  const undated = { outcome: "open", created_at: null, closed_at: null };
  expect(await worth(undated, rate("01-01", 1.5))).toEqual(["100.05", "EUR", null]);
  expect(await worth({ ...undated, currency: "USD" }, rate("01-01", 1.5))).toEqual(["100.05", "USD", "100.05"]);
});

test("without an amount there is neither a currency nor an amount in the reporting currency", async () => {
  expect(await worth({ amount: null }, rate("01-01", 2))).toEqual([null, null, null]);
});

test("the expected close of an open opportunity is no closing", async () => {
  expect(await priced({ outcome: "open" })).toMatchObject({
    created_date: "2026-01-09",
    ...{ closed_date: null, closed_at: null, is_close_approximate: false },
  });
  expect(await priced({})).toMatchObject({ closed_date: "2026-03-01", is_close_approximate: true });
});

test("a loss has a standard reason, a win has none, and the account its name", async () => {
  expect(await priced({ outcome: "lost", reason: " PRICE", account_id: "1" })).toMatchObject({
    ...{ loss_reason: "No budget", loss_reason_raw: " PRICE", account_name: "Acme" },
  });
  expect(await priced({ outcome: "lost", reason: null })).toMatchObject({ loss_reason: "No reason given" });
  expect(await priced({ outcome: "lost", reason: "Moon" })).toMatchObject({ loss_reason: "Unmapped" });
  expect(await priced({ reason: "Price" })).toMatchObject({ loss_reason: null, loss_reason_raw: null });
});
