import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { pardot_lifecycle_histories } from "../staging/pardot_lifecycle_histories.js";
import { pardot_lifecycle_stages } from "../staging/pardot_lifecycle_stages.js";

/** Pardot's only history of a field: its own lifecycle. For the stage map it is the field `lifecycle_stage` of prospects. */
export const lifecycle_changes = entityPart({
  product: "pardot",
  entity: "field_changes",
  from: { history: pardot_lifecycle_histories, stages: pardot_lifecycle_stages },
  select: () => sql`
    select
      history.system,
      'prospects' as entity,
      history.prospect_id as record_id,
      'lifecycle_stage' as field,
      coalesce(history.previous_stage_name, previous_stages.name, history.previous_stage_id) as old_value,
      coalesce(history.next_stage_name, next_stages.name, history.next_stage_id) as new_value,
      history.lifecycle_history_id as change_id,
      history.created_at as occurred_at
    from history
    left join stages as previous_stages on previous_stages.system = history.system
      and previous_stages.stage_id = history.previous_stage_id
    left join stages as next_stages on next_stages.system = history.system
      and next_stages.stage_id = history.next_stage_id`,
});
