import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { missing_records } from "../../../run/missing_records.js";
import { withoutEnded } from "../../../shared/missing_records.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { salesforce_opportunity_contact_roles } from "../staging/salesforce_opportunity_contact_roles.js";

/** Contacts with a role on the opportunity that the latest full export still has, and the lead that was converted to it. */
export const opportunity_people = entityPart({
  product: "salesforce",
  entity: "opportunity_people",
  from: { roles: salesforce_opportunity_contact_roles, leads: salesforce_leads, missing: missing_records },
  select: () => sql`
    with everyone as (
      select roles.system, roles.opportunity_id, 'contact' as entity, roles.contact_id as record_id, roles.role
      from roles
      ${withoutEnded("raw.salesforce_opportunity_contact_roles", "roles", "opportunity_contact_role_id")}
      where not roles.is_deleted
      union all
      select system, converted_opportunity_id, 'lead', lead_id, null from leads where is_converted
    )
    select system, opportunity_id, entity, record_id, min(role) as role
    from everyone
    where opportunity_id is not null and record_id is not null
    group by system, opportunity_id, entity, record_id`,
});
