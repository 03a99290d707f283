import { sql } from "kysely";
import { money, nullable, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { asMoney, dayIn, exactRate } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_opportunities } from "../canonical/source_opportunities.js";
import { currency_rates } from "../lookups/currency_rates.js";
import { run_context } from "../run/run_context.js";
import { cycles_measured } from "./cycles_measured.js";

const columns = {
  ...pickColumns(cycles_measured, "person_id"),
  currency: nullable(text("Currency of the amount, e.g. EUR; null without an amount")),
  ...pickColumns(cycles_measured, "cycle_no"),
  amount: nullable(money("Whole amount of the cycle's opportunity; null without one", "currency of the row")),
  amount_reporting: nullable(
    money(
      "The amount in the reporting currency, by the rate of the day of the win, else of the opportunity; null without a rate",
    ),
  ),
};

export const cycle_amounts = model({
  name: "intermediate.cycle_amounts",
  about: "One row per cycle whose opportunity has an amount: the amount in its own and in the reporting currency.",
  materialized: "table",
  grain: ["person_id", "cycle_no"],
  from: {
    cycles: cycles_measured,
    opportunities: source_opportunities,
    rates: currency_rates,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with priced as (
      select
        cycles.person_id,
        cycles.cycle_no,
        opportunities.amount,
        run.currency as reporting_currency,
        coalesce(opportunities.currency, run.currency) as currency,
        ${dayIn("run.time_zone", sql`coalesce(cycles.won_at, cycles.opportunity_at)`)} as priced_on
      from cycles
      inner join opportunities on opportunities.opportunity_key = cycles.opportunity_key
      cross join run
      where opportunities.amount is not null
    )
    select
      priced.person_id,
      priced.currency,
      priced.cycle_no,
      priced.amount,
      case
        when priced.currency = priced.reporting_currency then priced.amount
        else ${asMoney(sql`priced.amount * ${exactRate(sql`rates.rate`)}`)}
      end as amount_reporting
    from priced
    asof left join rates on rates.currency = priced.currency and rates.date <= priced.priced_on`,
});
