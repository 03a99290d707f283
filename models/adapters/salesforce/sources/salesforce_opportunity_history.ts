import { date, instant, money, nullable, real, text, unasked, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import { currencyIsoCodeColumn, isDeletedColumn, salesforceIdColumn, salesforceOrigin } from "../shared/salesforce.js";

export const salesforce_opportunity_history = source({
  name: "raw.salesforce_opportunity_history",
  about:
    "One row per save of an opportunity's stage, amount, probability or close date in a Salesforce org; the stage may be the same as before.",
  origin: salesforceOrigin("OpportunityHistory", {
    enables: "exact times of won, lost and pipeline stages",
    history: {
      of: "Opportunity",
      limit:
        "Salesforce keeps it as long as the opportunity, so a late start means that the export was limited to a period",
      remedy: "export all of it once; until then earlier wins and losses are dated at the end of their close date",
    },
  }),
  grain: ["system", "Id"],
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the history row, prefix 008"),
    OpportunityId: salesforceIdColumn("Opportunity that was saved"),
    StageName: text("Stage after the save, in the org's own words"),
    FromOpportunityStageName: nullable(
      text("Stage before the save; null for the first save, or if the export does not say"),
    ),
    CurrencyIsoCode: unasked(currencyIsoCodeColumn("amounts")),
    Probability: nullable(real("Chance of winning after the save", "percent")),
    Amount: nullable(money("Amount after the save, not converted", "currency of the row")),
    PrevAmount: nullable(money("Amount before the save, not converted", "currency of the row")),
    IsDeleted: isDeletedColumn(),
    CloseDate: nullable(withBinding({ dropsClock: true }, date("Close date after the save"))),
    PrevCloseDate: nullable(withBinding({ dropsClock: true }, date("Close date before the save"))),
    CreatedDate: instant("When it was saved, UTC; the order of saves in the same second is unknown"),
  },
});
