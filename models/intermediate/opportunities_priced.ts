import { sql } from "kysely";
import {
  date,
  flag,
  instant,
  money,
  nullable,
  personal,
  pickColumns,
  type RowOf,
  text,
} from "../../src/table/columns.js";
import { asMoney, comparisonKey, dayIn, exactRate, trimToNull } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_accounts } from "../canonical/source_accounts.js";
import { source_opportunities } from "../canonical/source_opportunities.js";
import { currency_rates } from "../lookups/currency_rates.js";
import { rejection_reasons } from "../lookups/rejection_reasons.js";
import { run_context } from "../run/run_context.js";
import { standardReasonOf, standardReasons } from "../shared/standard_reason.js";

const columns = {
  opportunity_key: text("Key of the opportunity: system:opportunity_id, e.g. crm:0065e00000Op011AAB"),
  ...pickColumns(source_opportunities, "opportunity_id", "system", "account_id"),
  account_name: nullable(personal(text("Name of the account; null without an account, or if no export has it"))),
  ...pickColumns(source_opportunities, "owner_id"),
  stage: nullable(text("Present stage in the source's own words; null if the source has none")),
  ...pickColumns(source_opportunities, "outcome"),
  loss_reason: nullable(
    text(
      "Standard reason of rejection_reasons.csv, e.g. No budget; No reason given or Unmapped if none applies; null unless lost",
    ),
  ),
  loss_reason_raw: nullable(personal(text("Reason of the loss as typed; null if none was given, or unless lost"))),
  currency: nullable(text("Currency of the amount, e.g. EUR; null without an amount")),
  amount: nullable(money("Amount, not converted; null if the source gives none", "currency of the row")),
  amount_reporting: nullable(
    money(
      "The amount in the reporting currency, by the rate of closed_date if won, else of created_date; null without a rate",
      "reporting currency",
    ),
  ),
  is_created_approximate: flag("True if only the day of created_at is known"),
  is_close_approximate: flag("True if only the day of closed_at is known; false for an open opportunity"),
  created_date: nullable(date("Day of created_at in the reporting time zone; null if the source does not say")),
  closed_date: nullable(date("Day of closed_at in the reporting time zone; null for an open opportunity")),
  created_at: nullable(instant("When it was created, UTC; null if the source does not say")),
  closed_at: nullable(
    instant("When it was won or lost, UTC; the end of the day if only the day is known; null for an open opportunity"),
  ),
};

export const opportunities_priced = model({
  name: "intermediate.opportunities_priced",
  about: "One row per opportunity of all sources, with its days and its amount in the reporting currency.",
  materialized: "table",
  grain: ["opportunity_key"],
  from: {
    opportunities: source_opportunities,
    accounts: source_accounts,
    rates: currency_rates,
    reasons: rejection_reasons,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with dated as (
      select
        opportunities.* exclude (closed_at, is_closed_approximate, currency, reason),
        run.currency as reporting_currency,
        case when opportunities.amount is not null then coalesce(upper(${trimToNull("opportunities.currency")}), run.currency) end as currency,
        case when opportunities.outcome = 'lost' then opportunities.reason end as loss_reason_raw,
        case when opportunities.outcome <> 'open' then opportunities.closed_at end as closed_at,
        opportunities.outcome <> 'open' and opportunities.is_closed_approximate as is_close_approximate,
        ${dayIn("run.time_zone", "opportunities.created_at")} as created_date,
        case
          when opportunities.outcome <> 'open' then ${dayIn("run.time_zone", "opportunities.closed_at")}
        end as closed_date
      from opportunities
      cross join run
    ),
    priced as (
      select *, case when outcome = 'won' then closed_date else created_date end as priced_on
      from dated
    )
    select
      priced.system || ':' || priced.opportunity_id as opportunity_key,
      priced.opportunity_id,
      priced.system,
      priced.account_id,
      accounts.name as account_name,
      priced.owner_id,
      priced.stage_name as stage,
      priced.outcome,
      case when priced.outcome = 'lost' then ${standardReasonOf("priced.loss_reason_raw")} end as loss_reason,
      priced.loss_reason_raw,
      priced.currency,
      priced.amount,
      case
        when priced.currency = priced.reporting_currency then priced.amount
        -- DuckDB's ASOF join takes null for the latest day: without a day there is no rate.
        when priced.priced_on is not null then ${asMoney(sql`priced.amount * ${exactRate(sql`rates.rate`)}`)}
      end as amount_reporting,
      priced.is_created_approximate,
      priced.is_close_approximate,
      priced.created_date,
      priced.closed_date,
      priced.created_at,
      priced.closed_at
    from priced
    asof left join rates on upper(trim(rates.currency)) = priced.currency and rates.date <= priced.priced_on
    left join accounts on accounts.system = priced.system and accounts.account_id = priced.account_id
    left join ${standardReasons} as standard on standard.raw_reason = ${comparisonKey("priced.loss_reason_raw")}`,
});
