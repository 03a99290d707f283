import { sql } from "kysely";
import { flag, instant, money, nullable, oneOf, personal, type RowOf, text, whole } from "../../src/columns.js";
import { filled } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { mapped_people } from "../staging/mapped_people.js";
import { mapped_stage_events } from "../staging/mapped_stage_events.js";
import { marketo_leads } from "../staging/marketo_leads.js";
import { salesforce_contacts } from "../staging/salesforce_contacts.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { marketo_leads_gone } from "./marketo_leads_gone.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record: lead, contact, people; stage_events: only an event names it"),
  record_id: text("Record"),
  account_id: nullable(text("Account of the record")),
  campaign_id: nullable(text("Campaign that made the record; null if the source does not say")),
  owner_id: nullable(text("Owner of the record")),
  merged_into: nullable(text("Record that this one was merged into; null if it stands")),
  email: nullable(personal(text("As typed; any case"))),
  full_name: nullable(personal(text("Full name"))),
  job_title: nullable(text("Job title as typed")),
  company: nullable(text("Company as typed")),
  industry: nullable(text("Industry as the source words it")),
  country: nullable(text("Country as typed or ISO code")),
  source: nullable(text("First-touch source as the source words it")),
  medium: nullable(text("First-touch medium")),
  email_status: nullable(
    oneOf(["invalid", "unsubscribed", "valid"], "Whether mail reaches it; null if the source does not say"),
  ),
  precedence: whole(
    "Whose value holds where records disagree: 1 CRM contact, 2 CRM lead or mapped record, 3 MAP record",
  ),
  employee_count: nullable(whole("Employees of the company")),
  annual_revenue: nullable(money("Annual revenue of the company")),
  is_deleted: flag("Deleted or merged away in the source"),
  is_anonymous: flag("Whether it is a web visitor whom nobody knows"),
  created_at: nullable(instant("When the record was made, UTC")),
  modified_at: nullable(instant("When it last changed, UTC")),
};

const mailOf = (isInvalid: string, isUnsubscribed: string, isKnown: string) =>
  sql.raw(`case when ${isInvalid} then 'invalid' when ${isUnsubscribed} then 'unsubscribed'
    when ${isKnown} then 'valid' end`);
const crmMail = mailOf("email_bounced_at is not null", "has_opted_out_of_email", "has_opted_out_of_email is not null");
const marketoMail = mailOf(
  "is_email_invalid",
  "is_unsubscribed",
  "coalesce(is_email_invalid, is_unsubscribed) is not null",
);

/** A Marketo lead that changed after it was deleted from Salesforce or from Marketo stands: only the CRM's record went, or it came back. */
export const source_people = model({
  name: "intermediate.source_people",
  about: "One row per record that describes a person, of any source; a mapped stage event makes the person it names.",
  materialized: "view",
  grain: ["system", "record_id"],
  from: {
    leads: salesforce_leads,
    contacts: salesforce_contacts,
    marketo: marketo_leads,
    gone: marketo_leads_gone,
    mapped: mapped_people,
    events: mapped_stage_events,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, 'lead' as entity, lead_id as record_id, null::varchar as account_id, null::varchar as campaign_id,
      owner_id, master_lead_id as merged_into, email, full_name, job_title, company, industry, country,
      lead_source as source, null::varchar as medium, ${crmMail} as email_status,
      2::bigint as precedence, employee_count, annual_revenue, is_deleted, false as is_anonymous, created_at, modified_at
    from leads
    union all by name
    select system, 'contact' as entity, contact_id as record_id, account_id, owner_id,
      master_contact_id as merged_into, email, full_name, job_title, country, lead_source as source,
      ${crmMail} as email_status,
      1::bigint as precedence, is_deleted, false as is_anonymous, created_at, modified_at
    from contacts
    union all by name
    select coalesce(marketo.system, gone.system) as system, 'lead' as entity,
      coalesce(marketo.lead_id, gone.record_id) as record_id, marketo.acquisition_program_id as campaign_id,
      gone.merged_into, marketo.email, marketo.full_name, marketo.job_title, marketo.company, marketo.industry,
      marketo.country, coalesce(${filled("marketo.lead_source")}, marketo.original_source_type) as source,
      ${marketoMail} as email_status, 3::bigint as precedence, marketo.employee_count, marketo.annual_revenue,
      gone.record_id is not null
        and (gone.merged_into is not null or coalesce(marketo.modified_at <= gone.gone_at, true)) as is_deleted,
      coalesce(marketo.is_anonymous, false) as is_anonymous, marketo.created_at, marketo.modified_at
    from marketo
    full join gone on gone.system = marketo.system and gone.record_id = marketo.lead_id
    union all by name
    select system, 'people' as entity, record_id, account_id, campaign_id, owner_id, merged_into, email, full_name,
      job_title, company, industry, country, source, medium, 2::bigint as precedence, employee_count, annual_revenue,
      coalesce(is_deleted, false) as is_deleted, false as is_anonymous, created_at, created_at as modified_at
    from mapped
    union all by name
    select distinct events.system, 'stage_events' as entity, events.record_id, 2::bigint as precedence,
      false as is_deleted, false as is_anonymous
    from events
    anti join mapped on mapped.system = events.system and mapped.record_id = events.record_id`,
});
