import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { pardot_campaigns as raw } from "../sources/pardot_campaigns.js";

export const pardot_campaigns = model({
  name: "staging.pardot_campaigns",
  about: "One row per Pardot campaign, renamed; ids of Salesforce in their 18-character form.",
  materialized: "view",
  grain: ["system", "campaign_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    campaign_id: text("Id of the campaign"),
    salesforce_campaign_id: nullable(text("Salesforce campaign that it is connected with; null if none")),
    name: nullable(text("Name of the campaign")),
    is_deleted: flag("Deleted; false if the export does not say"),
    created_at: nullable(instant("When the campaign was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        "id as campaign_id",
        salesforceId(ref("crm_fid")).as("salesforce_campaign_id"),
        "name",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "created_at",
      ]),
});
