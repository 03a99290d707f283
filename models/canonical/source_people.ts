import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, money, nullable, oneOf, personal, text, whole } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";
import { personColumns } from "../shared/person_columns.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  entity: text(
    "Object of the record, as the stage map names it, in lower case: lead or contact; leads of Marketo, prospects of Pardot, people of a mapped source",
  ),
  record_id: text("Id of the record in the source"),
  account_id: nullable(text("Account of the record")),
  campaign_id: nullable(text("Campaign that brought the record; null if the source does not say")),
  owner_id: nullable(text("Owner of the record")),
  merged_into: nullable(text("Record that this one was merged into; null if not merged")),
  email: nullable(personal(text("Email address as typed, in any case"))),
  ...personColumns,
  company: nullable(personal(text("Company as typed"))),
  industry: nullable(text("Industry in the source's own words")),
  country: nullable(text("Country as typed or ISO code")),
  source: nullable(text("First-touch source in the source's own words, e.g. Webinar")),
  medium: nullable(text("First-touch medium in the source's own words, e.g. cpc")),
  email_status: nullable(
    oneOf(["invalid", "unsubscribed", "valid"], "Whether email reaches the person; null if the source does not say"),
  ),
  precedence: whole(
    "Where records of a person disagree, the smallest number wins: 1 CRM contact, 2 CRM lead or mapped record, 3 record of marketing automation",
  ),
  employee_count: nullable(whole("Number of employees of the company")),
  annual_revenue: nullable(money("Annual revenue of the company", "currency of the source")),
  is_deleted: flag("True if deleted or merged away in the source"),
  is_missing: nullable(
    flag(
      "True if a later full export no longer has what the record was read from beside its own table, e.g. the account",
    ),
  ),
  is_anonymous: flag("True if it is an anonymous web visitor"),
  created_at: nullable(instant("When the record was created, UTC")),
  modified_at: nullable(instant("When the record last changed, UTC")),
};

export const source_people = canonicalEntity({
  name: "intermediate.source_people",
  about:
    "One row per record that describes a person, from all sources; includes people that only a mapped stage event names.",
  materialized: "table",
  grain: ["system", "entity", "record_id"],
  columns,
  parts: partsOf("people"),
});
