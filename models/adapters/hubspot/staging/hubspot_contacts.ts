import { flag, instant, money, nullable, personal, text, whole } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { fullName } from "../../../shared/full_name.js";
import { hubspot_contacts as raw } from "../sources/hubspot_contacts.js";

export const hubspot_contacts = model({
  name: "staging.hubspot_contacts",
  about: "One row per HubSpot contact, renamed; its state of stage and its dates as the export has them.",
  materialized: "view",
  grain: ["system", "contact_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    contact_id: text("Record id of the contact, a whole number"),
    owner_id: nullable(text("Owner; a UI export with labels writes the name")),
    salesforce_lead_id: nullable(text("Salesforce lead that it is synchronised with")),
    salesforce_contact_id: nullable(text("Salesforce contact that it is synchronised with")),
    company_ids: nullable(text("Company of the contact; several as a;b")),
    deal_ids: nullable(text("Deals of the contact as a;b, where the export has associations in it")),
    merged_contact_ids: nullable(text("Contacts that were merged into it, as a;b")),
    email: nullable(personal(text("As typed; any case"))),
    additional_emails: nullable(personal(text("Further addresses, as a;b"))),
    job_title: nullable(text("Job title as typed")),
    company: nullable(text("Company as typed")),
    industry: nullable(text("Industry as typed")),
    country: nullable(text("Country as typed")),
    lead_source: nullable(text("First source as the team words it, in a property of its own")),
    original_source: nullable(text("First source as HubSpot words it: ORGANIC_SEARCH, ... or its label")),
    original_source_detail: nullable(text("What HubSpot knows further of the first source")),
    lifecycle_stage: nullable(
      text(
        "Stage: internal value, id of a custom stage, or its label; a high-water mark, for automation only moves it on",
      ),
    ),
    lead_status: nullable(text("Lead status: internal value or its label")),
    hard_bounce_reason: nullable(text("Why mail to it came back for good; null if it did not")),
    full_name: nullable(personal(text("Name as one text; null if none was typed"))),
    employee_count: nullable(whole("Employees of the company as typed")),
    annual_revenue: nullable(money("Annual revenue of the company", "account currency")),
    has_opted_out_of_email: nullable(flag("Whether the human refused marketing mail; null if the export does not say")),
    is_deleted: flag("Deleted in HubSpot; false if the export does not say"),
    created_at: nullable(instant("When the contact was made, UTC")),
    modified_at: nullable(instant("When anything last changed it, UTC")),
    became_lead_at: nullable(instant("When it became Lead, UTC; null if it did not, or the export does not say")),
    became_mql_at: nullable(
      instant("When it became Marketing Qualified Lead, UTC; null if it did not, or the export does not say"),
    ),
    became_sql_at: nullable(
      instant("When it became Sales Qualified Lead, UTC; null if it did not, or the export does not say"),
    ),
    became_opportunity_at: nullable(
      instant("When it became Opportunity, UTC; null if it did not, or the export does not say"),
    ),
    became_customer_at: nullable(
      instant("When it became Customer, UTC; null if it did not, or the export does not say"),
    ),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        "id as contact_id",
        "hubspot_owner_id as owner_id",
        "salesforceleadid as salesforce_lead_id",
        "salesforcecontactid as salesforce_contact_id",
        "associatedcompanyid as company_ids",
        "associated_deal_ids as deal_ids",
        "hs_merged_object_ids as merged_contact_ids",
        "email",
        "hs_additional_emails as additional_emails",
        "jobtitle as job_title",
        "company",
        "industry",
        "country",
        "lead_source",
        "hs_analytics_source as original_source",
        "hs_analytics_source_data_1 as original_source_detail",
        "lifecyclestage as lifecycle_stage",
        "hs_lead_status as lead_status",
        "hs_email_hard_bounce_reason_enum as hard_bounce_reason",
        fullName(lit(null), ref("firstname"), ref("lastname")).as("full_name"),
        "numemployees as employee_count",
        "annualrevenue as annual_revenue",
        "hs_email_optout as has_opted_out_of_email",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "createdate as created_at",
        "lastmodifieddate as modified_at",
        fn.coalesce("hs_lifecyclestage_lead_date", "hs_v2_date_entered_lead").as("became_lead_at"),
        fn
          .coalesce("hs_lifecyclestage_marketingqualifiedlead_date", "hs_v2_date_entered_marketingqualifiedlead")
          .as("became_mql_at"),
        fn
          .coalesce("hs_lifecyclestage_salesqualifiedlead_date", "hs_v2_date_entered_salesqualifiedlead")
          .as("became_sql_at"),
        fn.coalesce("hs_lifecyclestage_opportunity_date", "hs_v2_date_entered_opportunity").as("became_opportunity_at"),
        fn.coalesce("hs_lifecyclestage_customer_date", "hs_v2_date_entered_customer").as("became_customer_at"),
      ]),
});
