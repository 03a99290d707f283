import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { currencyOfRow } from "../shared/salesforce.js";
import { salesforce_campaigns as raw } from "../sources/salesforce_campaigns.js";

export const salesforce_campaigns = staged(raw, {
  name: "staging.salesforce_campaigns",
  about: "One row per Salesforce campaign, columns renamed; ids in their 18-character form.",
  grain: ["system", "campaign_id"],
  columns: {
    system: "system",
    campaign_id: asSalesforceId("Id"),
    name: "Name",
    type: "Type",
    currency: currencyOfRow("cost"),
    actual_cost: "ActualCost",
    is_deleted: orFalse("IsDeleted"),
    starts_on: "StartDate",
    ends_on: "EndDate",
    created_at: "CreatedDate",
  },
});
