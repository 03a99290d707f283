import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";
import { salesforce_opportunity_field_history } from "../staging/salesforce_opportunity_field_history.js";
import { salesforce_opportunity_history } from "../staging/salesforce_opportunity_history.js";

/**
 * OpportunityHistory has a row for each save of stage, amount, date or probability, so most rows keep the stage.
 * OpportunityFieldHistory tells the same changes of the stage; it counts only for the time before an opportunity's first
 * row in OpportunityHistory. The two may differ by a moment for one save. Before its first change the stage was the old value,
 * since the opportunity was made.
 */
export const opportunity_stages = entityPart({
  product: "salesforce",
  entity: "opportunity_stages",
  from: {
    history: salesforce_opportunity_history,
    field_history: salesforce_opportunity_field_history,
    opportunities: salesforce_opportunities,
  },
  select: () => sql`
    with saves as (
      select system, opportunity_id, stage_name, opportunity_history_id as save_id, created_at
      from history
      where not is_deleted
    ),
    stage_changes as (
      select * from field_history where not is_deleted and lower(trim(field)) = 'stagename'
    ),
    changes as (
      select system, opportunity_id, new_value as stage_name, opportunity_field_history_id as save_id, created_at
      from stage_changes
      where new_value is not null
      union all
      select system, opportunity_id, old_value, 'created:' || opportunity_id, made_at
      from (
        select stage_changes.*, opportunities.created_at as made_at
        from stage_changes
        inner join opportunities on opportunities.system = stage_changes.system
          and opportunities.opportunity_id = stage_changes.opportunity_id
        qualify row_number() over (
          partition by stage_changes.system, stage_changes.opportunity_id
          order by stage_changes.created_at, stage_changes.opportunity_field_history_id
        ) = 1
      )
      where old_value is not null and made_at is not null
    ),
    earlier_changes as (
      select changes.*
      from changes
      left join (
        select system, opportunity_id, min(created_at) as first_at from saves group by system, opportunity_id
      ) as first_saves on first_saves.system = changes.system and first_saves.opportunity_id = changes.opportunity_id
      where coalesce(changes.created_at < first_saves.first_at - interval 1 minute, true)
    )
    select
      system,
      opportunity_id,
      'opportunity' as entity,
      'stagename' as field,
      stage_name,
      save_id,
      created_at as occurred_at
    from (select * from saves union all by name select * from earlier_changes)`,
});
