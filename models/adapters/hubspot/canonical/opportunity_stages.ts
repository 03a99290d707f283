import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { hubspot_deal_property_history } from "../staging/hubspot_deal_property_history.js";
import { hubspot_deal_stages } from "../staging/hubspot_deal_stages.js";

/** A replica may have both tables with the same entries. The property history counts only for deals without rows in `deal_stage`. */
export const opportunity_stages = entityPart({
  product: "hubspot",
  entity: "opportunity_stages",
  from: { stages: hubspot_deal_stages, history: hubspot_deal_property_history },
  select: () => sql`
    with entries as (
      select system, deal_id, stage, entered_at from stages
      union all
      select history.system, history.deal_id, history.value, history.occurred_at
      from history
      anti join stages on stages.system = history.system and stages.deal_id = history.deal_id
      where lower(trim(history.property)) = 'dealstage'
    )
    select
      system,
      concat_ws(':', deal_id, entered_at::varchar, stage) as save_id,
      deal_id as opportunity_id,
      'deal' as entity,
      'dealstage' as field,
      stage as stage_name,
      entered_at as occurred_at
    from entries`,
});
