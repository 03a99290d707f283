import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { salesforce_campaign_members as raw } from "../sources/salesforce_campaign_members.js";

export const salesforce_campaign_members = staged(raw, {
  name: "staging.salesforce_campaign_members",
  about: "One row per member of a Salesforce campaign, columns renamed; ids in their 18-character form.",
  grain: ["system", "campaign_member_id"],
  columns: {
    system: "system",
    campaign_member_id: asSalesforceId("Id"),
    campaign_id: asSalesforceId("CampaignId"),
    lead_id: asSalesforceId("LeadId"),
    contact_id: asSalesforceId("ContactId"),
    status: "Status",
    has_responded: "HasResponded",
    is_deleted: orFalse("IsDeleted"),
    first_responded_date: "FirstRespondedDate",
    created_at: "CreatedDate",
  },
});
