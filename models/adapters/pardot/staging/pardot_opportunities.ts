import { flag, instant, money, nullable, text } from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { pardot_opportunities as raw } from "../sources/pardot_opportunities.js";

export const pardot_opportunities = model({
  name: "staging.pardot_opportunities",
  about: "One row per Pardot opportunity, renamed; ids of Salesforce in their 18-character form.",
  materialized: "view",
  grain: ["system", "opportunity_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    opportunity_id: text("Id of the opportunity"),
    campaign_id: nullable(text("Campaign")),
    salesforce_opportunity_id: nullable(text("Salesforce opportunity that it mirrors; null if it is Pardot's own")),
    name: nullable(text("Name as sales wrote it")),
    stage_name: nullable(text("Stage as the account words it")),
    status: nullable(text("Open, Won, Lost, ...")),
    amount: nullable(money("Amount, not converted", "account currency")),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    is_close_date: nullable(flag("Whether closed_at has no time; null where it is null")),
    closed_at: nullable(instant("When it closed or is expected to close, UTC; a bare date unshifted")),
    created_at: nullable(instant("When the opportunity was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        "id as opportunity_id",
        trimToNull("campaign_id").as("campaign_id"),
        salesforceId(ref("crm_opportunity_fid")).as("salesforce_opportunity_id"),
        "name",
        "stage as stage_name",
        "status",
        "value as amount",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "closed_at_is_date as is_close_date",
        "closed_at",
        "created_at",
      ]),
});
