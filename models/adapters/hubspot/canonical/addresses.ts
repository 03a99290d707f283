import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";

export const addresses = entityPart({
  product: "hubspot",
  entity: "addresses",
  from: { contacts: hubspot_contacts },
  select: () => sql`
    select distinct system, 'contact' as entity, contact_id as record_id, unnest(${splitIds(sql`additional_emails`)}) as email
    from contacts
    where additional_emails is not null`,
});
