import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { pardot_campaigns as raw } from "../sources/pardot_campaigns.js";

export const pardot_campaigns = staged(raw, {
  name: "staging.pardot_campaigns",
  about: "One row per Pardot campaign, columns renamed; Salesforce ids in their 18-character form.",
  grain: ["system", "campaign_id"],
  columns: {
    system: "system",
    campaign_id: "id",
    salesforce_campaign_id: asSalesforceId("crm_fid"),
    name: "name",
    is_deleted: orFalse("is_deleted"),
    created_at: "created_at",
  },
});
