import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { missing_records } from "../../../run/missing_records.js";
import { withoutEnded } from "../../../shared/missing_records.js";
import { salesforce_person_accounts } from "../intermediate/salesforce_person_accounts.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";
import { salesforce_opportunity_contact_roles } from "../staging/salesforce_opportunity_contact_roles.js";

/**
 * Contacts with a role on the opportunity that the latest full export still has, the lead that was converted to it, and the
 * person whose account it is with. An opportunity without any role has the contact for whom it was made (ContactId), unless
 * that contact's role was removed.
 */
export const opportunity_people = entityPart({
  product: "salesforce",
  entity: "opportunity_people",
  from: {
    roles: salesforce_opportunity_contact_roles,
    leads: salesforce_leads,
    opportunities: salesforce_opportunities,
    persons: salesforce_person_accounts,
    missing: missing_records,
  },
  select: () => sql`
    with present_roles as (
      select roles.*
      from roles
      ${withoutEnded("raw.salesforce_opportunity_contact_roles", "roles", "opportunity_contact_role_id")}
      where not roles.is_deleted and roles.contact_id is not null
    ),
    everyone as (
      select system, opportunity_id, 'contact' as entity, contact_id as record_id, role from present_roles
      union all
      select system, converted_opportunity_id, 'lead', lead_id, null from leads where is_converted
      union all
      select opportunities.system, opportunities.opportunity_id, 'contact', persons.contact_id, null
      from opportunities
      inner join persons on persons.system = opportunities.system and persons.account_id = opportunities.account_id
      union all
      select opportunities.system, opportunities.opportunity_id, 'contact', opportunities.contact_id, null
      from opportunities
      anti join present_roles on present_roles.system = opportunities.system
        and present_roles.opportunity_id = opportunities.opportunity_id
      anti join roles on roles.system = opportunities.system and roles.opportunity_id = opportunities.opportunity_id
        and roles.contact_id = opportunities.contact_id
    )
    select system, opportunity_id, entity, record_id, min(role) as role
    from everyone
    where opportunity_id is not null and record_id is not null
    group by system, opportunity_id, entity, record_id`,
});
