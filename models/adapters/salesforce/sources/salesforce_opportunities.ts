import {
  date,
  enables,
  flag,
  instant,
  money,
  nullable,
  personal,
  text,
  withBinding,
} from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  currencyIsoCodeColumn,
  datesStageChanges,
  isDeletedColumn,
  lastModifiedColumn,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
} from "../shared/salesforce.js";

export const salesforce_opportunities = source({
  name: "raw.salesforce_opportunities",
  about: "One row per Opportunity of a Salesforce org, as last loaded.",
  origin: salesforceOrigin("Opportunity", {
    trackedColumns: ["StageName"],
    enables: "opportunities, wins, losses and amounts: the funnel after the SQL",
    changedColumns,
    whenMissing: "warned",
  }),
  grain: ["system", "Id"],
  people: { mentions: ["ContactId", "AccountId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the opportunity, prefix 006"),
    AccountId: enables(
      "opportunities of people through their account",
      nullable(salesforceIdColumn("Account that the opportunity is with")),
    ),
    ContactId: enables(
      "the person on an opportunity without contact roles",
      nullable(salesforceIdColumn("Contact entered when it was created, whatever the contact roles say; null if none")),
    ),
    CampaignId: enables(
      "the primary campaign of an opportunity",
      nullable(salesforceIdColumn("Primary campaign source; null if none")),
    ),
    OwnerId: enables("the owner of an opportunity", nullable(salesforceIdColumn("User who owns the opportunity"))),
    RecordTypeId: nullable(
      salesforceIdColumn("Record type, in some exports with 15 characters; null if the org has none"),
    ),
    Name: nullable(withBinding({ longest: 255 }, personal(text("Name as sales typed it")))),
    StageName: enables(
      "pipeline stages and their times",
      nullable(text("Stage in the org's own words, e.g. Closed Won")),
    ),
    Type: nullable(text("Type in the org's own words, e.g. New Business")),
    LeadSource: nullable(text("Source in the org's own words")),
    CurrencyIsoCode: currencyIsoCodeColumn("amount"),
    Amount: enables(
      "amounts of won and open opportunities",
      nullable(money("Estimated total, not converted; null if not estimated", "currency of the row")),
    ),
    IsClosed: enables(
      "won and lost opportunities",
      nullable(flag("True if the stage is a closed one; null if the export does not say")),
    ),
    IsWon: enables(
      "won opportunities",
      nullable(flag("True if the stage is a won one; null if the export does not say")),
    ),
    IsDeleted: isDeletedColumn(),
    CloseDate: enables(
      "when an opportunity closed, if no history shows it",
      nullable(withBinding({ dropsClock: true }, date("Day on which it closed or is expected to close"))),
    ),
    CreatedDate: enables(
      "when an opportunity was created; without it nobody reaches the stage opportunity by it, but its win or loss counts",
      nullable(instant("When the opportunity was created, UTC")),
    ),
    LastStageChangeDate: enables(
      "when an opportunity closed, where no history shows it",
      nullable(instant("When the stage last changed, UTC; null if it never did or the export does not say")),
    ),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: datesStageChanges(systemModstampColumn),
  },
});
