import {
  date,
  enables,
  flag,
  instant,
  money,
  nullable,
  onlyIf,
  text,
  withBinding,
} from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_opportunities = source({
  name: "raw.salesforce_opportunities",
  about: "One row per Opportunity of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Opportunity",
    trackedColumns: ["StageName"],
    deletedColumn: "IsDeleted",
    enables: "opportunities, wins, losses and amounts: the second half of the funnel",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 006")),
    AccountId: enables("opportunities of the people of an account", nullable(text("Account that would buy"))),
    ContactId: enables(
      "the contact for whom it was made, where roles are missing",
      nullable(text("Contact given when it was made; later ones are contact roles")),
    ),
    CampaignId: enables("the primary campaign of an opportunity", nullable(text("Primary campaign source"))),
    OwnerId: enables("who won it", nullable(text("User who owns the opportunity"))),
    RecordTypeId: nullable(text("Record type; 15 characters in some exports")),
    Name: nullable(withBinding({ longest: 255 }, text("Name as sales wrote it"))),
    StageName: enables("pipeline stages and their instants", nullable(text("Stage as the org words it"))),
    Type: nullable(text("New or existing business, as the org words it")),
    LeadSource: nullable(text("Source as the org words it")),
    CurrencyIsoCode: onlyIf(
      "the org has several currencies",
      enables(
        "amounts in the currency of the row; without it all are taken for the reporting currency",
        nullable(text("Currency of the amount; 000 on rows that the system made; no column in an org of one currency")),
      ),
    ),
    Amount: enables(
      "amounts of won and open opportunities",
      nullable(money("Estimated total, not converted", "CurrencyIsoCode")),
    ),
    IsClosed: enables("won and lost opportunities", nullable(flag("Whether its stage is a closed one"))),
    IsWon: enables("won opportunities", nullable(flag("Whether its stage is a won one"))),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    CloseDate: enables(
      "when it closed, where no history says so",
      nullable(withBinding({ dropsClock: true }, date("Day it closed or is expected to close"))),
    ),
    CreatedDate: enables(
      "when it was made: without it the opportunity stage cannot be dated",
      nullable(instant("When the opportunity was made, UTC")),
    ),
    LastStageChangeDate: enables(
      "when it closed, where no history says so",
      nullable(instant("When the stage last changed, UTC")),
    ),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: enables(
      "changes between two nightly exports get their own instant, not that of the load",
      nullable(instant("When anything last changed it, UTC")),
    ),
  },
});
