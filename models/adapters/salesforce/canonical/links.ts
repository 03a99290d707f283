import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_person_accounts } from "../intermediate/salesforce_person_accounts.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";

/** A lead that was converted into a person account became that account's contact. */
export const links = entityPart({
  product: "salesforce",
  entity: "links",
  from: { leads: salesforce_leads, persons: salesforce_person_accounts },
  select: () => sql`
    select
      leads.system,
      'lead' as entity,
      leads.lead_id as record_id,
      leads.system as other_system,
      'contact' as other_entity,
      coalesce(leads.converted_contact_id, persons.contact_id) as other_record_id,
      'conversion' as reason
    from leads
    left join persons on persons.system = leads.system and persons.account_id = leads.converted_account_id
    where leads.is_converted and coalesce(leads.converted_contact_id, persons.contact_id) is not null`,
});
