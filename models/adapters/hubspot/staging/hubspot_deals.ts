import { flag, instant, money, nullable, text } from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_deals as raw } from "../sources/hubspot_deals.js";

export const hubspot_deals = model({
  name: "staging.hubspot_deals",
  about: "One row per HubSpot deal, renamed.",
  materialized: "view",
  grain: ["system", "deal_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    deal_id: text("Record id of the deal, a whole number"),
    owner_id: nullable(text("Owner; a UI export with labels writes the name")),
    salesforce_opportunity_id: nullable(text("Salesforce opportunity that it is synchronised with; null if none")),
    company_ids: nullable(text("Companies of the deal as a;b, where the export has associations in it")),
    contact_ids: nullable(text("Contacts of the deal as a;b, where the export has associations in it")),
    merged_deal_ids: nullable(text("Deals that were merged into it, as a;b")),
    name: nullable(text("Name as sales wrote it")),
    pipeline: nullable(text("Pipeline: its id or its label")),
    stage: nullable(text("Stage: its id or its label")),
    currency: nullable(text("ISO 4217 code of the amount")),
    closed_lost_reason: nullable(text("Why it was lost, as typed")),
    amount: nullable(money("Amount, not converted", "currency")),
    is_closed: nullable(flag("Whether its stage is a closed one; null if the export does not say")),
    is_won: nullable(flag("Whether its stage is a won one; null if the export does not say")),
    is_deleted: flag("Deleted in HubSpot; false if the export does not say"),
    is_close_date: nullable(flag("Whether closedate has no time; null where it is null")),
    closed_at: nullable(instant("When it closed or is expected to, UTC")),
    created_at: nullable(instant("When the deal was made, UTC")),
    modified_at: nullable(instant("When anything last changed it, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit }) => [
        "system",
        "id as deal_id",
        "hubspot_owner_id as owner_id",
        trimToNull("hs_salesforceopportunityid").as("salesforce_opportunity_id"),
        "company_ids",
        "contact_ids",
        "hs_merged_object_ids as merged_deal_ids",
        "dealname as name",
        "pipeline",
        "dealstage as stage",
        "deal_currency_code as currency",
        "closed_lost_reason",
        "amount",
        "hs_is_closed as is_closed",
        "hs_is_closed_won as is_won",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "closedate_is_date as is_close_date",
        "closedate as closed_at",
        "createdate as created_at",
        "hs_lastmodifieddate as modified_at",
      ]),
});
