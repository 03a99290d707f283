import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, money, nullable, oneOf, personal, text, whole } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

/**
 * Texts that need no rule of their own: records_described trims them, people_resolved takes the first non-blank one in the
 * order of its records. A new one is added here, in the adapters that have it, and in marts.people.
 */
export const plainTexts = {
  full_name: nullable(personal(text("Full name"))),
  job_title: nullable(text("Job title as typed")),
};

const columns = {
  system: text("Source"),
  entity: text("Object of the record: lead, contact, people; stage_events: only an event names it"),
  record_id: text("Record"),
  account_id: nullable(text("Account of the record")),
  campaign_id: nullable(text("Campaign that made the record; null if the source does not say")),
  owner_id: nullable(text("Owner of the record")),
  merged_into: nullable(text("Record that this one was merged into; null if it stands")),
  email: nullable(personal(text("As typed; any case"))),
  ...plainTexts,
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

export const source_people = canonicalEntity({
  name: "intermediate.source_people",
  about: "One row per record that describes a person, of any source; a mapped stage event makes the person it names.",
  materialized: "view",
  grain: ["system", "record_id"],
  columns,
  parts: partsOf("people"),
});
