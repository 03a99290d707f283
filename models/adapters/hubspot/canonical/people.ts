import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { source_systems } from "../../../run/source_systems.js";
import { mailStatus } from "../../../shared/mail_status.js";
import { hubspot_companies_merged } from "../intermediate/hubspot_companies_merged.js";
import { hubspot_contacts_merged } from "../intermediate/hubspot_contacts_merged.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";

const mail = mailStatus(
  "contacts.hard_bounce_reason is not null",
  "contacts.has_opted_out_of_email",
  "contacts.has_opted_out_of_email is not null",
);

/** HubSpot is the CRM, so its contacts count first, unless the project has a Salesforce source. Then HubSpot is the MAP. */
export const people = entityPart({
  product: "hubspot",
  entity: "people",
  from: {
    contacts: hubspot_contacts,
    merged: hubspot_contacts_merged,
    merged_companies: hubspot_companies_merged,
    systems: source_systems,
  },
  select: () => sql`
    select
      coalesce(contacts.system, merged.system) as system,
      'contact' as entity,
      coalesce(contacts.contact_id, merged.record_id) as record_id,
      coalesce(merged_companies.merged_into, (${splitIds(sql`contacts.company_ids`)})[1]) as account_id,
      contacts.owner_id,
      merged.merged_into,
      contacts.email,
      contacts.full_name,
      contacts.job_title,
      contacts.company,
      contacts.industry,
      contacts.country,
      coalesce(${trimToNull("contacts.lead_source")}, ${trimToNull("contacts.original_source")}) as source,
      ${mail} as email_status,
      case when exists (from systems where product = 'salesforce') then 3 else 1 end::bigint as precedence,
      contacts.employee_count,
      contacts.annual_revenue,
      merged.record_id is not null or coalesce(contacts.is_deleted, false) as is_deleted,
      false as is_anonymous,
      contacts.created_at,
      contacts.modified_at
    from contacts
    full join merged on merged.system = contacts.system and merged.record_id = contacts.contact_id
    left join merged_companies on merged_companies.system = contacts.system
      and merged_companies.record_id = (${splitIds(sql`contacts.company_ids`)})[1]`,
});
