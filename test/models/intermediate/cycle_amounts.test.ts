import fc from "fast-check";
import { expect, test } from "vitest";
import { cycle_amounts } from "../../../models/intermediate/cycle_amounts.js";
import type { Instant, Money } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

interface Cycle {
  person: string;
  no: number;
  /** Day of January of its MQL. */
  day: number;
  key?: string;
}
interface Opportunity {
  opportunity_key: string;
  amount: Money | null;
  amount_reporting?: Money | null;
}

const amountsOf = (cycles: readonly Cycle[], opportunities: readonly Opportunity[]) =>
  runModel(cycle_amounts, {
    cycles: cycles.map(({ person, no, key = "crm:006" }) => ({
      person_id: person,
      cycle_no: BigInt(no),
      opportunity_key: key,
    })),
    opened: cycles
      .filter(({ no }) => no > 0)
      .map(({ person, no, day }) => ({
        person_id: person,
        cycle_no: BigInt(no),
        mql_at: `2026-01-${String(day).padStart(2, "0")}T00:00:00Z` as Instant,
      })),
    opportunities: opportunities.map((one) => ({
      currency: "USD",
      amount_reporting: one.amount,
      ...one,
    })),
  });
const creditsOf = async (cycles: readonly Cycle[], amount: Money) =>
  Object.fromEntries(
    (await amountsOf(cycles, [{ opportunity_key: "crm:006", amount }])).map((row) => [
      `${row.person_id}#${row.cycle_no}`,
      row.amount_credited,
    ]),
  );
const cycle = (person: string, day: number, no = 1): Cycle => ({ person, no, day });

test("cycles share an amount equally, and the earliest MQL gets the cents that are left over", async () => {
  expect(await creditsOf([cycle("b", 5), cycle("a", 9), cycle("c", 9)], "100.01")).toEqual({
    "b#1": "33.35",
    "a#1": "33.33",
    "c#1": "33.33",
  });
});

test("of MQLs at one instant the smallest person_id gets what is left over", async () => {
  expect(await creditsOf([cycle("b", 5), cycle("a", 5, 2)], "0.01")).toEqual({ "b#1": "0.00", "a#2": "0.01" });
});

test("an unqualified entry has the whole amount and no part of it", async () => {
  const cycles = [cycle("a", 1, 0), cycle("b", 2)];
  const rows = await amountsOf(cycles, [{ opportunity_key: "crm:006", amount: "30.00" }]);
  expect(rows.map((row) => [row.person_id, row.amount, row.amount_reporting, row.amount_credited]).sort()).toEqual([
    ["a", "30.00", "30.00", null],
    ["b", "30.00", "30.00", "30.00"],
  ]);
});

test("without a rate there is nothing to share, and opportunities of two sources with one id share nothing", async () => {
  const cycles = [cycle("a", 1), { ...cycle("b", 2), key: "shop:006" }];
  const rows = await amountsOf(cycles, [
    { opportunity_key: "crm:006", amount: "10.00", amount_reporting: null },
    { opportunity_key: "shop:006", amount: "7.00" },
  ]);
  expect(rows.map((row) => [row.person_id, row.amount, row.amount_credited]).sort()).toEqual([
    ["a", "10.00", null],
    ["b", "7.00", "7.00"],
  ]);
});

test("a cycle without an opportunity, or whose opportunity has no amount, has no row", async () => {
  expect(
    await amountsOf([{ ...cycle("a", 1), key: "crm:007" }], [{ opportunity_key: "crm:006", amount: "1.00" }]),
  ).toEqual([]);
  expect(await amountsOf([cycle("a", 1)], [{ opportunity_key: "crm:006", amount: null }])).toEqual([]);
});

test("the parts of every opportunity add up to its amount to the cent, and differ by less than a cent per cycle", async () => {
  const cents = fc.oneof(
    fc.bigInt({ min: -500n, max: 500n }),
    fc.bigInt({ min: -999_999_999_999_999_999n, max: 999_999_999_999_999_999n }),
  );
  const company = fc.array(
    fc.record({
      cents,
      cycles: fc.uniqueArray(fc.record({ person: fc.nat(30), no: fc.nat(2), day: fc.integer({ min: 1, max: 5 }) }), {
        maxLength: 12,
        selector: ({ person, no }) => `${person} ${no}`,
      }),
    }),
    { minLength: 1, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(company, async (deals) => {
      const opportunities = deals.map(({ cents: whole }, at) => ({
        opportunity_key: `crm:${at}`,
        amount: moneyOf(whole),
      }));
      const cycles = deals.flatMap((deal, at) =>
        deal.cycles.map(({ person, no, day }) => ({ person: `${at}-${person}`, no, day, key: `crm:${at}` })),
      );
      const rows = await amountsOf(cycles, opportunities);
      for (const [at, { cents: whole, cycles: own }] of deals.entries()) {
        const parts = rows
          .filter(({ person_id, cycle_no }) => person_id.startsWith(`${at}-`) && cycle_no > 0n)
          .map(({ amount_credited }) => BigInt(amount_credited!.replace(".", "")));
        const count = BigInt(own.filter(({ no }) => no > 0).length);
        expect(BigInt(parts.length)).toBe(count);
        if (count === 0n) continue;
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(whole);
        const sorted = parts.toSorted((one, other) => (one < other ? -1 : 1));
        expect(sorted.at(-1)! - sorted[0]!).toBeLessThan(count);
      }
    }),
    { numRuns: 15 },
  );
});

const moneyOf = (cents: bigint) => {
  const digits = `${cents < 0n ? -cents : cents}`.padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}` as Money;
};
