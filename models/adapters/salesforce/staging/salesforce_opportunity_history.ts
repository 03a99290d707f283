import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { currencyOfRow } from "../shared/salesforce.js";
import { salesforce_opportunity_history as raw } from "../sources/salesforce_opportunity_history.js";

export const salesforce_opportunity_history = staged(raw, {
  name: "staging.salesforce_opportunity_history",
  about:
    "One row per save of a Salesforce opportunity's stage, amount, probability or close date, columns renamed; the stage may be the same as before.",
  grain: ["system", "opportunity_history_id"],
  columns: {
    system: "system",
    opportunity_history_id: asSalesforceId("Id"),
    opportunity_id: asSalesforceId("OpportunityId"),
    stage_name: "StageName",
    previous_stage_name: "FromOpportunityStageName",
    currency: currencyOfRow("amounts"),
    probability: "Probability",
    amount: "Amount",
    previous_amount: "PrevAmount",
    is_deleted: orFalse("IsDeleted"),
    close_date: "CloseDate",
    previous_close_date: "PrevCloseDate",
    created_at: "CreatedDate",
  },
});
