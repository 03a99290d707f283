import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { attributeOfField } from "../../../shared/attribute_fields.js";
import { isOwnerField, namesOwnerByIds } from "../shared/owner_changes.js";
import { salesforce_contacts } from "../sources/salesforce_contacts.js";
import { salesforce_leads } from "../sources/salesforce_leads.js";
import { salesforce_contact_history } from "../staging/salesforce_contact_history.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";

/** A change of owner has two rows, one with names and one with ids. Only the ids are read, as changes of the field OwnerId. */
export const field_changes = entityPart({
  product: "salesforce",
  entity: "field_changes",
  from: { lead_history: salesforce_lead_history, contact_history: salesforce_contact_history },
  select: () => sql`
    with changes as (
      select
        system,
        'lead' as entity,
        lead_id as record_id,
        lower(trim(field)) as field,
        old_value,
        new_value,
        lead_history_id as change_id,
        created_at as occurred_at
      from lead_history
      where not is_deleted
      union all
      select
        system,
        'contact',
        contact_id,
        lower(trim(field)),
        old_value,
        new_value,
        contact_history_id,
        created_at
      from contact_history
      where not is_deleted
    ),
    named as (
      select * replace (
        case when ${isOwnerField} then 'ownerid' else field end as field,
        case when ${isOwnerField} then ${salesforceId(sql.ref<string | null>("old_value"))} else old_value end as old_value,
        case when ${isOwnerField} then ${salesforceId(sql.ref<string | null>("new_value"))} else new_value end as new_value
      )
      from changes
      where not ${isOwnerField} or ${namesOwnerByIds}
    )
    select *, ${attributeOfField(sql.ref("field"), salesforce_leads, salesforce_contacts)} as attribute
    from named`,
});
