import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { mailStatus } from "../../../shared/mail_status.js";
import { salesforce_contacts } from "../staging/salesforce_contacts.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";

const mail = mailStatus("email_bounced_at is not null", "has_opted_out_of_email", "has_opted_out_of_email is not null");

export const people = entityPart({
  product: "salesforce",
  entity: "people",
  from: { leads: salesforce_leads, contacts: salesforce_contacts },
  select: () => sql`
    select
      system,
      'lead' as entity,
      lead_id as record_id,
      owner_id,
      master_lead_id as merged_into,
      email,
      full_name,
      job_title,
      company,
      industry,
      country,
      lead_source as source,
      ${mail} as email_status,
      2::bigint as precedence,
      employee_count,
      annual_revenue,
      is_deleted,
      false as is_anonymous,
      created_at,
      modified_at
    from leads
    union all by name
    select
      system,
      'contact' as entity,
      contact_id as record_id,
      account_id,
      owner_id,
      master_contact_id as merged_into,
      email,
      full_name,
      job_title,
      country,
      lead_source as source,
      ${mail} as email_status,
      1::bigint as precedence,
      is_deleted,
      false as is_anonymous,
      created_at,
      modified_at
    from contacts`,
});
