import { describe, expect, test } from "vitest";
import { createFieldProject } from "../support/field_project.js";

const asOf = "2026-07-01T00:00:00Z";

describe("money counts once", () => {
  test("a won deal of two contacts is two won cycles and its amount once", async () => {
    const project = await createFieldProject("18-one-deal-two-people-amount-twice");
    expect(await project.run(asOf)).toMatchObject({ code: 0 });
    expect(
      await project.query(
        `select count(*)::int as won, sum(amount_credited)::varchar as credited, min(amount_reporting)::varchar as whole
          from marts.mql_cycles where won_at is not null`,
      ),
    ).toEqual([{ won: 2, credited: "30000.00", whole: "30000.00" }]);
    expect(
      await project.query(
        `select opportunity_key, people::int as people, cycles::int as cycles, amount_reporting::varchar as amount,
          closed_date::varchar as closed_date, is_close_approximate, is_sourced from marts.opportunities`,
      ),
    ).toEqual([
      {
        opportunity_key: "crm:0065e0000000001AAA",
        ...{ people: 2, cycles: 2, amount: "30000.00", closed_date: "2026-06-10", is_close_approximate: true },
        is_sourced: true,
      },
    ]);
    expect(
      await project.query("select distinct won_date::varchar as won_date, won_is_approximate from marts.mql_cycles"),
    ).toEqual([{ won_date: "2026-06-10", won_is_approximate: true }]);
    expect(
      await project.query(
        `select column_name from duckdb_columns()
          where table_name = 'mql_cycles' and comment like '%the whole amount, on every cycle that has it: do not add up%'
          order by column_name`,
      ),
    ).toEqual([{ column_name: "amount" }, { column_name: "amount_reporting" }]);
  });

  test("deals of HubSpot, Pardot and a mapped list in four currencies add up to what the files say", async () => {
    const project = await createFieldProject("41-deals-of-two-people-in-three-systems");
    expect(await project.run(asOf)).toMatchObject({ code: 0 });
    expect(
      await project.query(
        `select outcome, currency, count(*)::int as deals, sum(amount)::varchar as amount, sum(amount_reporting)::varchar as reporting
          from marts.opportunities group by all order by outcome, currency`,
      ),
    ).toEqual([
      { outcome: "lost", currency: "USD", deals: 1, amount: "80.00", reporting: "80.00" },
      { outcome: "open", currency: "CHF", deals: 1, amount: "70.00", reporting: null },
      { outcome: "won", currency: "EUR", deals: 1, amount: "1000.01", reporting: "1200.01" },
      { outcome: "won", currency: "GBP", deals: 1, amount: "300.00", reporting: "390.00" },
      { outcome: "won", currency: "USD", deals: 2, amount: "500.05", reporting: "500.05" },
    ]);
    expect(
      await project.query(
        `select cycle_id, opportunity_key, amount_credited::varchar as credited, mql_date::varchar as mql_date,
          won_date::varchar as won_date from marts.mql_cycles where opportunity_key is not null order by cycle_id`,
      ),
    ).toEqual([
      {
        cycle_id: "hub:1#1",
        opportunity_key: "hub:1",
        credited: "600.00",
        mql_date: "2026-03-02",
        won_date: "2026-06-10",
      },
      {
        cycle_id: "hub:2#1",
        opportunity_key: "hub:1",
        credited: "600.01",
        mql_date: "2026-03-01",
        won_date: "2026-06-10",
      },
      { cycle_id: "hub:3#0", opportunity_key: "hub:1", credited: null, mql_date: null, won_date: "2026-06-10" },
      { cycle_id: "map:11#0", opportunity_key: "map:1", credited: null, mql_date: null, won_date: "2026-06-10" },
      { cycle_id: "map:12#0", opportunity_key: "map:1", credited: null, mql_date: null, won_date: "2026-06-10" },
      {
        cycle_id: "shop:21#1",
        opportunity_key: "shop:1",
        credited: "130.00",
        mql_date: "2026-03-03",
        won_date: "2026-06-10",
      },
      {
        cycle_id: "shop:22#1",
        opportunity_key: "shop:1",
        credited: "130.00",
        mql_date: "2026-03-01",
        won_date: "2026-06-10",
      },
      {
        cycle_id: "shop:23#1",
        opportunity_key: "shop:1",
        credited: "130.00",
        mql_date: "2026-03-01",
        won_date: "2026-06-10",
      },
    ]);
    expect(
      await project.query(
        `select "check", subject, "count"::int as count from marts.data_quality
          where "check" in ('amounts without a currency rate', 'amounts credited to no MQL') order by all`,
      ),
    ).toEqual([
      { check: "amounts credited to no MQL", subject: "lost", count: 1 },
      { check: "amounts credited to no MQL", subject: "open", count: 1 },
      { check: "amounts credited to no MQL", subject: "won", count: 2 },
      { check: "amounts without a currency rate", subject: "CHF", count: 1 },
    ]);
    expect(
      await project.query(
        `select opportunity_key, stage, entered_at::date::varchar as entered, is_approximate
          from marts.opportunity_stages order by all`,
      ),
    ).toEqual([
      { opportunity_key: "hub:1", stage: "Closed Won", entered: "2026-06-10", is_approximate: true },
      { opportunity_key: "hub:2", stage: "Closed Won", entered: "2026-06-10", is_approximate: true },
      { opportunity_key: "hub:3", stage: "Appointment Scheduled", entered: "2026-03-10", is_approximate: true },
      { opportunity_key: "map:1", stage: "Closed Won", entered: "2026-06-10", is_approximate: true },
    ]);
  });
});
