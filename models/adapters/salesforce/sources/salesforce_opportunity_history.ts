import {
  date,
  enables,
  flag,
  instant,
  money,
  nullable,
  onlyIf,
  real,
  text,
  withBinding,
} from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_opportunity_history = source({
  name: "raw.salesforce_opportunity_history",
  about: "One row per save of an opportunity's stage, amount, probability or close date in a Salesforce org.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "OpportunityHistory",
    deletedColumn: "IsDeleted",
    enables: "exact instants of won, lost and pipeline stages",
    history: {
      of: "Opportunity",
      limit: "Salesforce keeps it as long as the opportunity; an earlier start means that the export was limited",
      remedy: "fetch all of it once; until then earlier wins and losses stand at the end of their close date",
    },
    createdColumn: "CreatedDate",
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 008")),
    OpportunityId: withBinding({ recordId: "salesforce" }, text("Opportunity that was saved")),
    StageName: text("Stage after the save, as the org words it"),
    FromOpportunityStageName: nullable(text("Stage before the save")),
    CurrencyIsoCode: onlyIf(
      "the org has several currencies",
      nullable(text("Currency of the amounts; 000 on rows that the system made")),
    ),
    Probability: nullable(real("Chance of winning after the save", "percent")),
    Amount: nullable(money("Amount after the save, not converted", "CurrencyIsoCode")),
    PrevAmount: nullable(money("Amount before the save, not converted", "CurrencyIsoCode")),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    CloseDate: nullable(withBinding({ dropsClock: true }, date("Close date after the save"))),
    PrevCloseDate: nullable(withBinding({ dropsClock: true }, date("Close date before the save"))),
    CreatedDate: instant("When it was saved, UTC"),
  },
});
