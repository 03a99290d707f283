import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforcePersonEntity } from "../../../../src/table/salesforce_id.js";
import { source_systems } from "../../../run/source_systems.js";
import { pardot_prospects } from "../staging/pardot_prospects.js";

/** No export says which Salesforce org a prospect is linked to. So each Salesforce source gets the link, and it joins only where that record exists. */
export const links = entityPart({
  product: "pardot",
  entity: "links",
  from: { prospects: pardot_prospects, systems: source_systems },
  select: () => sql`
    select distinct
      linked.system,
      'prospects' as entity,
      linked.prospect_id as record_id,
      systems.system as other_system,
      ${salesforcePersonEntity("linked.crm_id")} as other_entity,
      linked.crm_id as other_record_id,
      'link' as reason
    from (
      select system, prospect_id, unnest([salesforce_lead_id, salesforce_contact_id]) as crm_id from prospects
    ) as linked
    inner join systems on systems.product = 'salesforce'
    where linked.crm_id is not null`,
});
