import { sql } from "kysely";
import { flag, instant, money, nullable, oneOf, type RowOf, text } from "../../src/columns.js";
import { dayEnd, dayStart } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { mapped_opportunities } from "../staging/mapped_opportunities.js";
import { opportunity_closes } from "./opportunity_closes.js";

const columns = {
  system: text("Source"),
  opportunity_id: text("Opportunity"),
  account_id: nullable(text("Account")),
  campaign_id: nullable(text("Primary campaign source")),
  owner_id: nullable(text("Owner")),
  name: nullable(text("Name")),
  outcome: oneOf(["open", "won", "lost"], "Where it stands now"),
  reason: nullable(text("Raw reason of the loss")),
  currency: nullable(text("Currency of the amount; null: the reporting currency")),
  amount: nullable(money("Amount", "currency of the row")),
  is_created_approximate: flag("Whether created_at is a date without a time"),
  is_closed_approximate: flag("Whether closed_at is the end of a close date"),
  created_at: instant("When it was made, UTC"),
  closed_at: nullable(
    instant("When it was won or lost, never before created_at, UTC; of an open one the end of its close date"),
  ),
};

export const source_opportunities = model({
  name: "intermediate.source_opportunities",
  about: "One row per opportunity, of any source; deleted ones are left out.",
  materialized: "table",
  grain: ["system", "opportunity_id"],
  from: { salesforce: opportunity_closes, mapped: mapped_opportunities, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with dated as (
      select mapped.system, mapped.opportunity_id, mapped.account_id, null as campaign_id, mapped.owner_id, mapped.name,
        coalesce(mapped.outcome, 'open') as outcome, null as reason, mapped.currency, mapped.amount, created_at_is_date,
        closed_at_is_date, case when created_at_is_date then ${dayEnd("time_zone", sql`created_at::date`)} else created_at end as opened_at,
        case when closed_at_is_date then ${dayEnd("time_zone", sql`closed_at::date`)} else closed_at end as ended_at,
        case when created_at_is_date then ${dayStart("time_zone", sql`created_at::date`)} end as opened_from,
        case when closed_at_is_date then ${dayStart("time_zone", sql`closed_at::date`)} end as ended_from,
        as_of
      from mapped
      cross join run
    ),
    capped as (
      select * exclude (opened_at, ended_at),
        case when opened_from <= as_of then least(opened_at, as_of) else opened_at end as created_at,
        case when ended_from <= as_of then least(ended_at, as_of) else ended_at end as ended_at
      from dated
    )
    select system, opportunity_id, account_id, campaign_id, owner_id, name, outcome, reason, currency, amount,
      created_at_is_date as is_created_approximate, coalesce(closed_at_is_date, true) as is_closed_approximate,
      created_at, greatest(coalesce(ended_at, created_at), created_at) as closed_at
    from capped
    union all by name
    select system, opportunity_id, account_id, campaign_id, owner_id, name, outcome, reason, currency, amount,
      false as is_created_approximate, is_closed_approximate, created_at, closed_at
    from salesforce`,
});
