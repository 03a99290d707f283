import { orFalse, staged } from "../../../../src/table/staged.js";
import { nameOfParts } from "../../../shared/full_name.js";
import { becameStageAt } from "../shared/lifecycle_dates.js";
import { hubspot_contacts as raw } from "../sources/hubspot_contacts.js";

export const hubspot_contacts = staged(raw, {
  name: "staging.hubspot_contacts",
  about: "One row per HubSpot contact, columns renamed.",
  grain: ["system", "contact_id"],
  columns: {
    system: "system",
    contact_id: "id",
    owner_id: "hubspot_owner_id",
    salesforce_lead_id: "salesforceleadid",
    salesforce_contact_id: "salesforcecontactid",
    company_ids: "associatedcompanyid",
    deal_ids: "associated_deal_ids",
    merged_contact_ids: "hs_merged_object_ids",
    email: "email",
    additional_emails: "hs_additional_emails",
    job_title: "jobtitle",
    company: "company",
    industry: "industry",
    country: "country",
    lead_source: "lead_source",
    original_source: "hs_analytics_source",
    original_source_detail: "hs_analytics_source_data_1",
    lifecycle_stage: "lifecyclestage",
    lead_status: "hs_lead_status",
    hard_bounce_reason: "hs_email_hard_bounce_reason_enum",
    full_name: nameOfParts("firstname", "lastname"),
    employee_count: "numemployees",
    annual_revenue: "annualrevenue",
    has_opted_out_of_email: "hs_email_optout",
    is_deleted: orFalse("is_deleted"),
    created_at: "createdate",
    modified_at: "lastmodifieddate",
    became_lead_at: becameStageAt("lead", "a Lead"),
    became_mql_at: becameStageAt("marketingqualifiedlead", "a Marketing Qualified Lead"),
    became_sql_at: becameStageAt("salesqualifiedlead", "a Sales Qualified Lead"),
    became_opportunity_at: becameStageAt("opportunity", "an Opportunity"),
    became_customer_at: becameStageAt("customer", "a Customer"),
  },
});
