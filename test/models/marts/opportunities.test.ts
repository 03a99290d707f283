import { beforeAll, describe, expect, test } from "vitest";
import { mql_cycles } from "../../../models/marts/mql_cycles.js";
import { opportunities } from "../../../models/marts/opportunities.js";
import { rowsOf } from "../../../src/table/rows.js";
import { runFacts, withBuiltModels } from "../../support/built_models.js";

type Row = Record<string, unknown>;

const mql = (record_id: string, at: string, more: Row = {}) => ({
  ...{ system: "crm", record_id, stage: "mql", occurred_at: `${at}T00:00:00Z`, occurred_at_is_date: false },
  ...more,
});
const deal = (opportunity_id: string, more: Row = {}) => ({
  ...{ system: "crm", opportunity_id, outcome: "open", amount: "90.00" },
  ...{ created_at: "2026-03-10T00:00:00Z", created_at_is_date: false, closed_at_is_date: null },
  ...more,
});
const won = { outcome: "won", closed_at: "2026-06-10T00:00:00Z", closed_at_is_date: true };
const undated = { created_at: null, created_at_is_date: null };
const shop = { system: "shop" };

/** Person and deal of each case; the other columns do not matter to it. */
const roles = [
  ...[
    ["pair", "pair1"],
    ["pair", "pair2"],
    ["pair", "pair3"],
    ["both1", "two"],
    ["both2", "two"],
    ["euro", "euro"],
  ],
  ...["exactly", "too_old", "later", "too_late", "open"].map((id) => [id, id]),
  ["same", "same"],
] as const;

const given = {
  "raw.mapped_people": [
    ...[...new Set(roles.map(([, id]) => id))].map((record_id) => ({
      system: "crm",
      record_id,
      created_at: "2025-12-01T00:00:00Z",
      source: record_id === "pair2" ? "Event" : "Web",
    })),
    { system: "shop", record_id: "other", created_at: "2025-12-01T00:00:00Z" },
  ],
  "raw.mapped_stage_events": [
    ...[mql("pair1", "2026-03-02"), mql("pair2", "2026-03-01"), mql("two", "2026-03-01"), mql("euro", "2026-03-05")],
    ...[mql("exactly", "2025-03-10"), mql("too_old", "2025-03-09"), mql("later", "2026-05-01")],
    ...[mql("too_late", "2026-06-11"), mql("open", "2026-06-30")],
    ...[mql("same", "2026-03-01"), mql("other", "2026-03-02", shop)],
  ],
  "raw.mapped_opportunities": [
    deal("pair", won),
    ...[deal("both1", won), deal("both2", { ...won, closed_at: "2026-06-11T00:00:00Z" })],
    deal("euro", { currency: "EUR", outcome: "lost", closed_at: "2026-06-10T00:00:00Z", closed_at_is_date: false }),
    ...[deal("exactly", won), deal("too_old", won), deal("later", won), deal("too_late", won), deal("open")],
    ...[deal("same", won), deal("same", { ...won, ...shop, amount: "10.00" })],
    ...[deal("alone", won), deal("undated_won", { ...won, ...undated }), deal("undated", undated)],
    deal("worthless", { outcome: "lost", closed_at: null, amount: null }),
  ],
  "raw.mapped_opportunity_people": [
    ...roles.map(([opportunity_id, record_id]) => ({ system: "crm", opportunity_id, record_id })),
    { system: "shop", opportunity_id: "same", record_id: "other" },
  ],
  "raw.currency_rates": [
    { currency: "EUR", rate: 1.1, date: "2026-03-01" },
    { currency: "EUR", rate: 2, date: "2026-03-12" },
  ],
};
const sources = [
  { name: "crm", system: "salesforce", path: "a" },
  { name: "shop", system: "salesforce", path: "b" },
];

describe("the opportunities of two sources", () => {
  let deals: Map<string, Row>;
  let cycles: Map<string, Row>;
  beforeAll(async () => {
    const facts = runFacts("2026-07-01T00:00:00Z", { time_zone: "UTC", sources });
    await withBuiltModels(facts, given, [opportunities, mql_cycles], async (warehouse) => {
      const keyed = async (table: string, key: string) =>
        new Map((await rowsOf<Row>(warehouse, `from ${table}`)).map((row) => [`${row[key]}`, row]));
      deals = await keyed("marts.opportunities", "opportunity_key");
      cycles = await keyed("marts.mql_cycles", "cycle_id");
    });
  });

  test("a deal of two MQLs is one opportunity, and its primary cycle is that of the earliest MQL", () => {
    expect(deals.get("crm:pair")).toMatchObject({
      ...{ people: 3n, cycles: 2n, primary_cycle_id: "crm:pair2#1", source: "Event", mql_at: "2026-03-01T00:00:00Z" },
      ...{ is_sourced: true, is_influenced: false, amount_reporting: "90.00" },
      ...{ created_date: "2026-03-10", closed_date: "2026-06-10", is_close_approximate: true },
    });
  });

  test("its cycles share the amount, and the unqualified entry has no part of it", () => {
    const shares = ["crm:pair1#1", "crm:pair2#1", "crm:pair3#0"].map((id) => cycles.get(id)!);
    expect(shares.map(({ amount, amount_credited }) => [amount, amount_credited])).toEqual([
      ["90.00", "45.00"],
      ["90.00", "45.00"],
      ["90.00", null],
    ]);
  });

  test("opportunities without people, a creation date or an amount are rows, too", () => {
    expect(deals.get("crm:alone")).toMatchObject({ outcome: "won", people: 0n, cycles: 0n, primary_cycle_id: null });
    expect(deals.get("crm:undated_won")).toMatchObject({ created_at: null, closed_date: "2026-06-10" });
    expect(deals.get("crm:undated")).toMatchObject({ outcome: "open", created_date: null, amount_reporting: "90.00" });
    expect(deals.get("crm:worthless")).toMatchObject({ outcome: "lost", amount: null, currency: null });
  });

  test("the totals by outcome are those of the sources, to the last cent", () => {
    const counts: Record<string, [number, number]> = {};
    for (const { outcome, amount } of deals.values()) {
      const [rows, sum] = counts[`${outcome}`] ?? [0, 0];
      counts[`${outcome}`] = [rows + 1, sum + Number(amount ?? 0)];
    }
    expect(counts).toEqual({ won: [11, 910], lost: [2, 90], open: [2, 180] });
  });

  test("an MQL of the look-back before an opportunity sources it, another one before its end influences it", () => {
    const judged = (id: string) => [deals.get(`crm:${id}`)!.is_sourced, deals.get(`crm:${id}`)!.is_influenced];
    expect({
      exactly: judged("exactly"),
      too_old: judged("too_old"),
      later: judged("later"),
      too_late: judged("too_late"),
      open: judged("open"),
    }).toEqual({
      exactly: [true, false],
      too_old: [false, true],
      later: [false, true],
      too_late: [false, false],
      open: [false, true],
    });
  });

  test("opportunities with one id in two sources are two, each with its own people and amount", () => {
    expect(deals.get("crm:same")).toMatchObject({ primary_cycle_id: "crm:same#1", cycles: 1n, amount: "90.00" });
    expect(deals.get("shop:same")).toMatchObject({ primary_cycle_id: "shop:other#1", cycles: 1n, amount: "10.00" });
    expect(cycles.get("crm:same#1")).toMatchObject({ amount_credited: "90.00" });
    expect(cycles.get("shop:other#1")).toMatchObject({ amount_credited: "10.00" });
  });

  test("a lost amount is converted on the day of the creation, in the cycle as in the opportunity", () => {
    expect(deals.get("crm:euro")).toMatchObject({ amount_reporting: "99.00", currency: "EUR" });
    expect(cycles.get("crm:euro#1")).toMatchObject({ amount_reporting: "99.00", amount_credited: "99.00" });
  });

  test("an opportunity that a cycle holds beside its own one is held, but credited to nobody", () => {
    expect(cycles.get("crm:two#1")).toMatchObject({ opportunity_key: "crm:both1", amount_credited: "90.00" });
    expect(deals.get("crm:both2")).toMatchObject({ cycles: 1n, primary_cycle_id: "crm:two#1" });
  });
});
