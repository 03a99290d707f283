import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { dayIn } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { salesforce_campaigns } from "../staging/salesforce_campaigns.js";

/** A campaign has one sum for its whole life. It counts in the month in which the campaign starts, else was created. */
export const costs = entityPart({
  product: "salesforce",
  entity: "costs",
  from: { campaigns: salesforce_campaigns, run: run_context },
  select: () => sql`
    select
      system,
      campaign_id,
      currency,
      actual_cost as cost,
      date_trunc('month', day)::date as month
    from (
      select campaigns.*, coalesce(campaigns.starts_on, ${dayIn("run.time_zone", "campaigns.created_at")}) as day
      from campaigns
      cross join run
    )
    where not is_deleted and actual_cost is not null and day is not null`,
});
