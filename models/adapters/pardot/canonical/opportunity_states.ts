import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { comparisonKey, instantAsOf } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { pardot_opportunities } from "../staging/pardot_opportunities.js";

/** Pardot has no history of stages, so an opportunity is dated by its close date. An unknown status leaves won and lost to the stage map. */
export const opportunity_states = entityPart({
  product: "pardot",
  entity: "opportunity_states",
  from: { opportunities: pardot_opportunities, run: run_context },
  select: () => sql`
    select
      system,
      opportunity_id,
      campaign_id,
      name,
      'opportunities' as entity,
      'stage' as field,
      stage_name,
      case ${comparisonKey("status")} when 'won' then 'won' when 'lost' then 'lost' when 'open' then 'open' end as outcome,
      amount,
      created_at is null as is_created_approximate,
      coalesce(is_close_date, true) as is_closed_approximate,
      created_at,
      ${instantAsOf("opportunities.closed_at", "opportunities.is_close_date", "run.time_zone", sql.ref("run.as_of"))} as closed_at,
      salesforce_opportunity_id as mirrors_id
    from opportunities
    cross join run
    where not is_deleted`,
});
