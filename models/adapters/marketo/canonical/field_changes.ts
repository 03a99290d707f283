import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { marketo_field_changes } from "../intermediate/marketo_field_changes.js";

export const field_changes = entityPart({
  product: "marketo",
  entity: "field_changes",
  from: { changes: marketo_field_changes },
  select: () => sql`
    select
      system,
      'leads' as entity,
      record_id,
      field,
      attribute,
      old_value,
      new_value,
      activity_id as change_id,
      occurred_at
    from changes`,
});
