import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforcePersonEntity } from "../../../../src/table/salesforce_id.js";
import { source_systems } from "../../../run/source_systems.js";
import { marketo_leads } from "../staging/marketo_leads.js";

/**
 * The Salesforce lead and contact of a Marketo lead. The export does not say which Salesforce org it is, so there is one
 * link per Salesforce source; a link to a record that the source does not have joins nothing.
 */
export const links = entityPart({
  product: "marketo",
  entity: "links",
  from: { leads: marketo_leads, systems: source_systems },
  select: () => sql`
    select distinct
      linked.system,
      'leads' as entity,
      linked.lead_id as record_id,
      systems.system as other_system,
      ${salesforcePersonEntity("linked.crm_id")} as other_entity,
      linked.crm_id as other_record_id,
      'link' as reason
    from (select system, lead_id, unnest([salesforce_lead_id, salesforce_contact_id]) as crm_id from leads) as linked
    inner join systems on systems.product = 'salesforce'
    where linked.crm_id is not null`,
});
