import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";

export const links = entityPart({
  product: "salesforce",
  entity: "links",
  from: { leads: salesforce_leads },
  select: () => sql`
    select
      system,
      'lead' as entity,
      lead_id as record_id,
      system as other_system,
      'contact' as other_entity,
      converted_contact_id as other_record_id,
      'conversion' as reason
    from leads
    where is_converted and converted_contact_id is not null`,
});
