import { sql } from "kysely";
import { flag, instant, money, nullable, personal, type RowOf, text, whole } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { mapped_people } from "../staging/mapped_people.js";
import { mapped_stage_events } from "../staging/mapped_stage_events.js";
import { salesforce_contacts } from "../staging/salesforce_contacts.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";

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
  precedence: whole(
    "Whose value holds where records disagree: 1 CRM contact, 2 CRM lead or mapped record, 3 MAP record",
  ),
  employee_count: nullable(whole("Employees of the company")),
  annual_revenue: nullable(money("Annual revenue of the company")),
  is_deleted: flag("Deleted or merged away in the source"),
  created_at: nullable(instant("When the record was made, UTC")),
  modified_at: nullable(instant("When it last changed, UTC")),
};

export const source_people = model({
  name: "intermediate.source_people",
  about: "One row per record that describes a person, of any source; a mapped stage event makes the person it names.",
  materialized: "view",
  grain: ["system", "record_id"],
  from: { leads: salesforce_leads, contacts: salesforce_contacts, mapped: mapped_people, events: mapped_stage_events },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, 'lead' as entity, lead_id as record_id, null::varchar as account_id, null::varchar as campaign_id,
      owner_id, master_lead_id as merged_into, email, full_name, job_title, company, industry, country,
      lead_source as source, null::varchar as medium, 2::bigint as precedence, employee_count, annual_revenue,
      is_deleted, created_at, modified_at
    from leads
    union all by name
    select system, 'contact' as entity, contact_id as record_id, account_id, owner_id,
      master_contact_id as merged_into, email, full_name, job_title, country, lead_source as source,
      1::bigint as precedence, is_deleted, created_at, modified_at
    from contacts
    union all by name
    select system, 'people' as entity, record_id, account_id, campaign_id, owner_id, merged_into, email, full_name,
      job_title, company, industry, country, source, medium, 2::bigint as precedence, employee_count, annual_revenue,
      coalesce(is_deleted, false) as is_deleted, created_at, created_at as modified_at
    from mapped
    union all by name
    select distinct events.system, 'stage_events' as entity, events.record_id, 2::bigint as precedence,
      false as is_deleted
    from events
    anti join mapped on mapped.system = events.system and mapped.record_id = events.record_id`,
});
