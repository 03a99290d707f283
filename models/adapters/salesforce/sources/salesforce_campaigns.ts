import { date, enables, instant, money, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  currencyIsoCodeColumn,
  isDeletedColumn,
  lastModifiedColumn,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
} from "../shared/salesforce.js";

export const salesforce_campaigns = source({
  name: "raw.salesforce_campaigns",
  about: "One row per Campaign of a Salesforce org, as last loaded.",
  origin: salesforceOrigin("Campaign", {
    enables: "names and types of campaigns, and channels by campaign type",
    changedColumns,
    whenMissing: "told",
  }),
  grain: ["system", "Id"],
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the campaign, prefix 701"),
    Name: enables("names of campaigns", nullable(withBinding({ longest: 255 }, text("Name of the campaign")))),
    Type: enables(
      "the channel of a campaign, and what a response to it means",
      nullable(text("Type in the org's own words, e.g. Webinar or Email")),
    ),
    CurrencyIsoCode: currencyIsoCodeColumn("cost"),
    ActualCost: enables(
      "costs of campaigns, which no report shows yet",
      nullable(money("Cost of the campaign, not converted; null if not entered", "currency of the row")),
    ),
    IsDeleted: isDeletedColumn(),
    StartDate: enables("the first day of a campaign", nullable(withBinding({ dropsClock: true }, date("First day")))),
    EndDate: nullable(withBinding({ dropsClock: true }, date("Last day"))),
    CreatedDate: nullable(instant("When the campaign was created, UTC")),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
