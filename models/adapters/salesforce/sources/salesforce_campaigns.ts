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

export const salesforce_campaigns = source({
  name: "raw.salesforce_campaigns",
  about: "One row per Campaign of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Campaign",
    deletedColumn: "IsDeleted",
    enables: "names, types and costs of campaigns; channels of campaigns",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 701")),
    Name: enables("names of campaigns", nullable(withBinding({ longest: 255 }, text("Name of the campaign")))),
    Type: enables(
      "channel by campaign; canonical types of responses",
      nullable(text("Webinar, email, ... as the org words it")),
    ),
    CurrencyIsoCode: onlyIf(
      "the org has several currencies",
      enables(
        "amounts in the currency of the row; without it all are taken for the reporting currency",
        nullable(text("Currency of the cost; 000 on rows that the system made")),
      ),
    ),
    ActualCost: enables("costs per MQL by campaign", nullable(money("What it cost, not converted", "CurrencyIsoCode"))),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    StartDate: enables("the month of a cost", nullable(withBinding({ dropsClock: true }, date("First day")))),
    EndDate: nullable(withBinding({ dropsClock: true }, date("Last day"))),
    CreatedDate: nullable(instant("When the campaign was made, UTC")),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
