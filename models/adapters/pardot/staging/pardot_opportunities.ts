import { asSalesforceId, orFalse, staged, trimmedToNull } from "../../../../src/table/staged.js";
import { pardot_opportunities as raw } from "../sources/pardot_opportunities.js";

export const pardot_opportunities = staged(raw, {
  name: "staging.pardot_opportunities",
  about: "One row per Pardot opportunity, columns renamed; Salesforce ids in their 18-character form.",
  grain: ["system", "opportunity_id"],
  columns: {
    system: "system",
    opportunity_id: "id",
    campaign_id: trimmedToNull("campaign_id"),
    salesforce_opportunity_id: asSalesforceId("crm_opportunity_fid"),
    name: "name",
    stage_name: "stage",
    status: "status",
    amount: "value",
    is_deleted: orFalse("is_deleted"),
    is_close_date: "closed_at_is_date",
    closed_at: "closed_at",
    created_at: "created_at",
  },
});
