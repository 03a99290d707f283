import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { currencyOfRow, modifiedAt } from "../shared/salesforce.js";
import { salesforce_opportunities as raw } from "../sources/salesforce_opportunities.js";

export const salesforce_opportunities = staged(raw, {
  name: "staging.salesforce_opportunities",
  about: "One row per Salesforce opportunity, columns renamed; ids in their 18-character form.",
  grain: ["system", "opportunity_id"],
  columns: {
    system: "system",
    opportunity_id: asSalesforceId("Id"),
    account_id: asSalesforceId("AccountId"),
    contact_id: asSalesforceId("ContactId"),
    campaign_id: asSalesforceId("CampaignId"),
    owner_id: asSalesforceId("OwnerId"),
    record_type_id: asSalesforceId("RecordTypeId"),
    name: "Name",
    stage_name: "StageName",
    type: "Type",
    lead_source: "LeadSource",
    currency: currencyOfRow("amount"),
    amount: "Amount",
    is_closed: "IsClosed",
    is_won: "IsWon",
    is_deleted: orFalse("IsDeleted"),
    close_date: "CloseDate",
    created_at: "CreatedDate",
    stage_changed_at: "LastStageChangeDate",
    modified_at: modifiedAt,
  },
});
