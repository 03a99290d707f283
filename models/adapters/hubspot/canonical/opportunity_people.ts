import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { missing_records } from "../../../run/missing_records.js";
import { withoutEnded } from "../../../shared/missing_records.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";
import { hubspot_deal_contacts } from "../staging/hubspot_deal_contacts.js";
import { hubspot_deals } from "../staging/hubspot_deals.js";

/** A replica has pairs of deal and contact. An export from the UI lists them at the deal, at the contact, or at both. */
export const opportunity_people = entityPart({
  product: "hubspot",
  entity: "opportunity_people",
  from: {
    pairs: hubspot_deal_contacts,
    deals: hubspot_deals,
    contacts: hubspot_contacts,
    missing: missing_records,
  },
  select: () => sql`
    with members as (
      select pairs.system, pairs.deal_id as opportunity_id, pairs.contact_id as record_id
      from pairs
      ${withoutEnded("raw.hubspot_deal_contacts", "pairs", "deal_id", "contact_id")}
      union
      select system, deal_id, unnest(${splitIds(sql`contact_ids`)}) from deals
      union
      select system, unnest(${splitIds(sql`deal_ids`)}), contact_id from contacts
    )
    select members.system, members.opportunity_id, 'contact' as entity, members.record_id
    from members`,
});
