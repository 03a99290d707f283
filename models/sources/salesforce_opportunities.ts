import { bound, date, flag, instant, money, nullable, text } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const salesforce_opportunities = source({
  name: "raw.salesforce_opportunities",
  about: "One row per Opportunity of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Opportunity",
    made: "CreatedDate",
    changed: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: bound({ recordId: "salesforce" }, text("15 or 18 characters, prefix 006")),
    AccountId: nullable(text("Account that would buy")),
    ContactId: nullable(text("Contact given when it was made; later ones are contact roles")),
    CampaignId: nullable(text("Primary campaign source")),
    OwnerId: nullable(text("User who owns the opportunity")),
    RecordTypeId: nullable(text("Record type; 15 characters in some exports")),
    Name: nullable(bound({ longest: 255 }, text("Name as sales wrote it"))),
    StageName: nullable(text("Stage as the org words it")),
    Type: nullable(text("New or existing business, as the org words it")),
    LeadSource: nullable(text("Source as the org words it")),
    CurrencyIsoCode: nullable(
      text("Currency of the amount; 000 on rows that the system made; no column in an org of one currency"),
    ),
    Amount: nullable(money("Estimated total, not converted", "CurrencyIsoCode")),
    IsClosed: nullable(flag("Whether its stage is a closed one")),
    IsWon: nullable(flag("Whether its stage is a won one")),
    IsDeleted: nullable(flag("In the recycle bin; null if the export does not say")),
    CloseDate: nullable(bound({ dropsClock: true }, date("Day it closed or is expected to close"))),
    CreatedDate: nullable(instant("When the opportunity was made, UTC")),
    LastStageChangeDate: nullable(instant("When the stage last changed, UTC")),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
