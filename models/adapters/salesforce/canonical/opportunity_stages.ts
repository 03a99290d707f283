import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_opportunity_history } from "../staging/salesforce_opportunity_history.js";

/** Salesforce writes a history row for each save of stage, amount, date or probability, so most rows keep the stage. */
export const opportunity_stages = entityPart({
  product: "salesforce",
  entity: "opportunity_stages",
  from: { history: salesforce_opportunity_history },
  select: () => sql`
    select
      system,
      opportunity_id,
      'opportunity' as entity,
      'stagename' as field,
      stage_name,
      opportunity_history_id as save_id,
      created_at as occurred_at
    from history
    where not is_deleted`,
});
