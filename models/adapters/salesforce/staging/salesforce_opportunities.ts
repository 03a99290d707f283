import { date, flag, instant, money, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { currencyCode } from "../shared/salesforce.js";
import { salesforce_opportunities as raw } from "../sources/salesforce_opportunities.js";

export const salesforce_opportunities = model({
  name: "staging.salesforce_opportunities",
  about: "One row per Salesforce opportunity, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "opportunity_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    opportunity_id: text("Opportunity id"),
    account_id: nullable(text("Account that would buy")),
    contact_id: nullable(text("Contact given when it was made; null if none, whatever the contact roles say")),
    campaign_id: nullable(text("Primary campaign source; null if none")),
    owner_id: nullable(text("User who owns the opportunity")),
    record_type_id: nullable(text("Record type; null where the org has none")),
    name: nullable(text("Name as sales wrote it")),
    stage_name: nullable(text("Stage as the org words it")),
    type: nullable(text("New or existing business, as the org words it")),
    lead_source: nullable(text("Source as the org words it")),
    currency: nullable(
      text("ISO 4217 code of the amount; null in an org of one currency and on rows that the system made"),
    ),
    amount: nullable(money("Estimated total, not converted; null until estimated", "currency")),
    is_closed: nullable(flag("Whether its stage is a closed one; null if the export does not say")),
    is_won: nullable(flag("Whether its stage is a won one; null if the export does not say")),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    close_date: nullable(date("Day it closed or is expected to close")),
    created_at: nullable(instant("When the opportunity was made, UTC")),
    stage_changed_at: nullable(
      instant("When the stage last changed, UTC; null if never or if the export does not say"),
    ),
    modified_at: nullable(instant("When a user last changed it, else when it was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("opportunity_id"),
        salesforceId(ref("AccountId")).as("account_id"),
        salesforceId(ref("ContactId")).as("contact_id"),
        salesforceId(ref("CampaignId")).as("campaign_id"),
        salesforceId(ref("OwnerId")).as("owner_id"),
        salesforceId(ref("RecordTypeId")).as("record_type_id"),
        "Name as name",
        "StageName as stage_name",
        "Type as type",
        "LeadSource as lead_source",
        currencyCode(ref("CurrencyIsoCode")).as("currency"),
        "Amount as amount",
        "IsClosed as is_closed",
        "IsWon as is_won",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "CloseDate as close_date",
        "CreatedDate as created_at",
        "LastStageChangeDate as stage_changed_at",
        fn.coalesce("LastModifiedDate", "SystemModstamp", "CreatedDate").as("modified_at"),
      ]),
});
