import { sql } from "kysely";
import { flag, instant, money, nullable, oneOf, type RowOf, text } from "../../src/columns.js";
import { momentAsOf } from "../../src/dialect.js";
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
      select mapped.*,
        ${momentAsOf("mapped.created_at", "mapped.created_at_is_date", "run.time_zone", "run.as_of")} as opened_at,
        ${momentAsOf("mapped.closed_at", "mapped.closed_at_is_date", "run.time_zone", "run.as_of")} as ended_at
      from mapped
      cross join run
    )
    select system, opportunity_id, account_id, null::varchar as campaign_id, owner_id, name,
      coalesce(outcome, 'open') as outcome, null::varchar as reason, currency, amount,
      created_at_is_date as is_created_approximate, coalesce(closed_at_is_date, true) as is_closed_approximate,
      opened_at as created_at, greatest(coalesce(ended_at, opened_at), opened_at) as closed_at
    from dated
    union all by name
    select system, opportunity_id, account_id, campaign_id, owner_id, name, outcome, reason, currency, amount,
      false as is_created_approximate, is_closed_approximate, created_at, closed_at
    from salesforce`,
});
