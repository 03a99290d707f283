import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { hubspot_deals as raw } from "../sources/hubspot_deals.js";

export const hubspot_deals = staged(raw, {
  name: "staging.hubspot_deals",
  about: "One row per HubSpot deal, columns renamed; Salesforce ids in their 18-character form.",
  grain: ["system", "deal_id"],
  columns: {
    system: "system",
    deal_id: "id",
    owner_id: "hubspot_owner_id",
    salesforce_opportunity_id: asSalesforceId("hs_salesforceopportunityid"),
    company_ids: "company_ids",
    contact_ids: "contact_ids",
    merged_deal_ids: "hs_merged_object_ids",
    name: "dealname",
    pipeline: "pipeline",
    stage: "dealstage",
    currency: "deal_currency_code",
    closed_lost_reason: "closed_lost_reason",
    amount: "amount",
    is_closed: "hs_is_closed",
    is_won: "hs_is_closed_won",
    is_deleted: orFalse("is_deleted"),
    is_close_date: "closedate_is_date",
    closed_at: "closedate",
    stage_entered_at: "hs_v2_date_entered_current_stage",
    created_at: "createdate",
    modified_at: "hs_lastmodifieddate",
  },
});
