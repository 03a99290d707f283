import { date, flag, instant, money, nullable, real, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { currencyCode } from "../shared/salesforce.js";
import { salesforce_opportunity_history as raw } from "../sources/salesforce_opportunity_history.js";

export const salesforce_opportunity_history = model({
  name: "staging.salesforce_opportunity_history",
  about:
    "One row per save of a Salesforce opportunity's stage, amount, probability or close date, renamed: the stage may be the same as before.",
  materialized: "view",
  grain: ["system", "opportunity_history_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    opportunity_history_id: text("History row id"),
    opportunity_id: text("Opportunity that was saved"),
    stage_name: text("Stage after the save, as the org words it"),
    previous_stage_name: nullable(text("Stage before the save; null at the first one or if the export does not say")),
    currency: nullable(
      text("ISO 4217 code of the amounts; null in an org of one currency and on rows that the system made"),
    ),
    probability: nullable(real("Chance of winning after the save", "percent")),
    amount: nullable(money("Amount after the save, not converted", "currency")),
    previous_amount: nullable(money("Amount before the save, not converted", "currency")),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    close_date: nullable(date("Close date after the save")),
    previous_close_date: nullable(date("Close date before the save")),
    created_at: instant("When it was saved, UTC; several saves of one second have no order"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("opportunity_history_id"),
        salesforceId(ref("OpportunityId")).as("opportunity_id"),
        "StageName as stage_name",
        "FromOpportunityStageName as previous_stage_name",
        currencyCode(ref("CurrencyIsoCode")).as("currency"),
        "Probability as probability",
        "Amount as amount",
        "PrevAmount as previous_amount",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "CloseDate as close_date",
        "PrevCloseDate as previous_close_date",
        "CreatedDate as created_at",
      ]),
});
