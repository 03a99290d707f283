import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforceId, salesforcePersonEntity } from "../../../../src/table/salesforce_id.js";
import { source_systems } from "../../../run/source_systems.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";

/** No export says which Salesforce org a contact is linked to. So each Salesforce source gets the link, and it joins only where that record exists. */
export const links = entityPart({
  product: "hubspot",
  entity: "links",
  from: { contacts: hubspot_contacts, systems: source_systems },
  select: () => sql`
    select distinct
      linked.system,
      'contact' as entity,
      linked.contact_id as record_id,
      systems.system as other_system,
      ${salesforcePersonEntity("linked.crm_id")} as other_entity,
      ${salesforceId(sql<string>`linked.crm_id`)} as other_record_id,
      'link' as reason
    from (
      select system, contact_id, unnest([salesforce_lead_id, salesforce_contact_id]) as crm_id from contacts
    ) as linked
    inner join systems on systems.product = 'salesforce'
    where ${salesforceId(sql<string>`linked.crm_id`)} is not null`,
});
