import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { missing_records } from "../../../run/missing_records.js";
import { mailStatus } from "../../../shared/mail_status.js";
import { salesforce_merges } from "../intermediate/salesforce_merges.js";
import { salesforce_accounts } from "../staging/salesforce_accounts.js";
import { salesforce_contacts } from "../staging/salesforce_contacts.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";

const mail = mailStatus("email_bounced_at is not null", "has_opted_out_of_email", "has_opted_out_of_email is not null");

/**
 * A person account is two records, an account and a contact; an export without contacts has only the account, and the person is
 * missing if a later full export does not have it. A record that RecordMergeHistory calls merged is gone, whatever its last
 * version says, also if no file has it: its history names it.
 */
export const people = entityPart({
  product: "salesforce",
  entity: "people",
  from: {
    leads: salesforce_leads,
    contacts: salesforce_contacts,
    accounts: salesforce_accounts,
    merges: salesforce_merges,
    missing: missing_records,
  },
  select: () => sql`
    with persons as (
      select accounts.*, missing.record_key is not null as is_missing
      from accounts
      left join missing on missing.system = accounts.system and missing.table_name = 'raw.salesforce_accounts'
        and missing.record_key = accounts.account_id and missing.meaning = 'deleted' and missing.state = 'taken'
      where is_person and person_contact_id is not null
      qualify row_number() over (
        partition by accounts.system, person_contact_id
        order by accounts.is_deleted or is_missing, account_id
      ) = 1
    ),
    known_contacts as (
      select
        coalesce(contacts.system, persons.system) as system,
        coalesce(contacts.contact_id, persons.person_contact_id) as contact_id,
        coalesce(contacts.account_id, persons.account_id) as account_id,
        coalesce(contacts.owner_id, persons.owner_id) as owner_id,
        contacts.master_contact_id,
        coalesce(contacts.email, persons.person_email) as email,
        coalesce(contacts.full_name, persons.person_name) as full_name,
        coalesce(contacts.job_title, persons.person_title) as job_title,
        coalesce(contacts.country, persons.person_country) as country,
        coalesce(contacts.lead_source, persons.person_lead_source) as lead_source,
        coalesce(contacts.is_deleted, persons.is_deleted) as is_deleted,
        contacts.contact_id is null and persons.is_missing as is_missing,
        coalesce(contacts.has_opted_out_of_email, persons.person_has_opted_out_of_email) as has_opted_out_of_email,
        coalesce(contacts.email_bounced_at, persons.person_email_bounced_at) as email_bounced_at,
        coalesce(contacts.created_at, persons.created_at) as created_at,
        coalesce(contacts.modified_at, persons.modified_at) as modified_at
      from contacts
      full join persons on persons.system = contacts.system and persons.person_contact_id = contacts.contact_id
    ),
    merged_leads as (select * from merges where starts_with(record_id, '00Q')),
    merged_contacts as (select * from merges where starts_with(record_id, '003'))
    select
      coalesce(leads.system, merged_leads.system) as system,
      'lead' as entity,
      coalesce(leads.lead_id, merged_leads.record_id) as record_id,
      owner_id,
      coalesce(master_lead_id, merged_leads.merged_into) as merged_into,
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
      coalesce(is_deleted, false) or merged_leads.record_id is not null as is_deleted,
      false as is_anonymous,
      created_at,
      modified_at
    from leads
    full join merged_leads on merged_leads.system = leads.system and merged_leads.record_id = leads.lead_id
    union all by name
    select
      coalesce(known_contacts.system, merged_contacts.system) as system,
      'contact' as entity,
      coalesce(known_contacts.contact_id, merged_contacts.record_id) as record_id,
      coalesce(merged_accounts.merged_into, known_contacts.account_id) as account_id,
      owner_id,
      coalesce(master_contact_id, merged_contacts.merged_into) as merged_into,
      email,
      full_name,
      job_title,
      country,
      lead_source as source,
      ${mail} as email_status,
      1::bigint as precedence,
      coalesce(is_deleted, false) or merged_contacts.record_id is not null as is_deleted,
      is_missing,
      false as is_anonymous,
      created_at,
      modified_at
    from known_contacts
    full join merged_contacts on merged_contacts.system = known_contacts.system
      and merged_contacts.record_id = known_contacts.contact_id
    left join merges as merged_accounts on merged_accounts.system = known_contacts.system
      and merged_accounts.record_id = known_contacts.account_id`,
});
