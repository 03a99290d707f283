import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { salesforce_opportunity_contact_roles } from "../staging/salesforce_opportunity_contact_roles.js";

/** Contacts with a role on the opportunity, and the lead that was converted to it. */
export const opportunity_people = entityPart({
  product: "salesforce",
  entity: "opportunity_people",
  from: { roles: salesforce_opportunity_contact_roles, leads: salesforce_leads },
  select: () => sql`
    with everyone as (
      select system, opportunity_id, 'contact' as entity, contact_id as record_id, role from roles where not is_deleted
      union all
      select system, converted_opportunity_id, 'lead', lead_id, null from leads where is_converted
    )
    select system, opportunity_id, entity, record_id, min(role) as role
    from everyone
    where opportunity_id is not null and record_id is not null
    group by system, opportunity_id, entity, record_id`,
});
