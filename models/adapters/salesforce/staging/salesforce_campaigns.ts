import { date, flag, instant, money, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { currencyCode } from "../shared/salesforce.js";
import { salesforce_campaigns as raw } from "../sources/salesforce_campaigns.js";

export const salesforce_campaigns = model({
  name: "staging.salesforce_campaigns",
  about: "One row per Salesforce campaign, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "campaign_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    campaign_id: text("Campaign id"),
    name: nullable(text("Name of the campaign")),
    type: nullable(text("Webinar, email, ... as the org words it")),
    currency: nullable(
      text("ISO 4217 code of the cost; null in an org of one currency and on rows that the system made"),
    ),
    actual_cost: nullable(money("What it cost, not converted; null if nobody said", "currency")),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    starts_on: nullable(date("First day")),
    ends_on: nullable(date("Last day")),
    created_at: nullable(instant("When the campaign was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("campaign_id"),
        "Name as name",
        "Type as type",
        currencyCode(ref("CurrencyIsoCode")).as("currency"),
        "ActualCost as actual_cost",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "StartDate as starts_on",
        "EndDate as ends_on",
        "CreatedDate as created_at",
      ]),
});
