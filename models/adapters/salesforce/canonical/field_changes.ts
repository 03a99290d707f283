import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";

export const field_changes = entityPart({
  product: "salesforce",
  entity: "field_changes",
  from: { history: salesforce_lead_history },
  select: () => sql`
    select
      system,
      'lead' as entity,
      lead_id as record_id,
      lower(field) as field,
      old_value,
      new_value,
      lead_history_id as change_id,
      created_at as occurred_at
    from history
    where not is_deleted`,
});
