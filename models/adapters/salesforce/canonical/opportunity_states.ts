import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { dayEndAsOf } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { salesforce_merges } from "../intermediate/salesforce_merges.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";

export const opportunity_states = entityPart({
  product: "salesforce",
  entity: "opportunity_states",
  from: { opportunities: salesforce_opportunities, merges: salesforce_merges, run: run_context },
  select: () => sql`
    select
      opportunities.system,
      opportunities.opportunity_id,
      coalesce(merges.merged_into, opportunities.account_id) as account_id,
      opportunities.campaign_id,
      opportunities.owner_id,
      opportunities.name,
      'opportunity' as entity,
      'stagename' as field,
      opportunities.stage_name,
      opportunities.is_closed,
      opportunities.is_won,
      opportunities.currency,
      opportunities.amount,
      opportunities.created_at is null as is_created_approximate,
      true as is_closed_approximate,
      opportunities.created_at,
      opportunities.stage_changed_at,
      ${dayEndAsOf("run.time_zone", "opportunities.close_date", "run.as_of")} as closed_at,
      opportunities.is_deleted
    from opportunities
    cross join run
    left join merges on merges.system = opportunities.system and merges.record_id = opportunities.account_id`,
});
