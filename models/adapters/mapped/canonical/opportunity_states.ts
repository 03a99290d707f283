import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { instantAsOf } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { mapped_opportunities } from "../staging/mapped_opportunities.js";

export const opportunity_states = entityPart({
  product: "mapped",
  entity: "opportunity_states",
  from: { opportunities: mapped_opportunities, run: run_context },
  select: () => sql`
    select
      opportunities.system,
      opportunities.opportunity_id,
      opportunities.account_id,
      opportunities.owner_id,
      opportunities.name,
      coalesce(opportunities.outcome, 'open') as outcome,
      opportunities.currency,
      opportunities.amount,
      coalesce(opportunities.created_at_is_date, true) as is_created_approximate,
      coalesce(opportunities.closed_at_is_date, true) as is_closed_approximate,
      ${instantAsOf("opportunities.created_at", "opportunities.created_at_is_date", "run.time_zone", "run.as_of")} as created_at,
      ${instantAsOf("opportunities.closed_at", "opportunities.closed_at_is_date", "run.time_zone", "run.as_of")} as closed_at
    from opportunities
    cross join run`,
});
