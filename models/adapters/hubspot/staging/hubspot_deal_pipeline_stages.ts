import { flag, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_deal_pipeline_stages as raw } from "../sources/hubspot_deal_pipeline_stages.js";

export const hubspot_deal_pipeline_stages = model({
  name: "staging.hubspot_deal_pipeline_stages",
  about: "One row per stage of a HubSpot pipeline of deals, renamed.",
  materialized: "view",
  grain: ["system", "stage_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    stage_id: text("Id of the stage"),
    pipeline_id: nullable(text("Its pipeline")),
    label: nullable(text("What the team calls it")),
    is_closed: nullable(flag("Whether it is a closed one; null if the export does not say")),
    is_won: nullable(flag("Whether it is a won one; null if the export does not say")),
    is_deleted: flag("Deleted in HubSpot; false if the export does not say"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit }) => [
        "system",
        "stage_id",
        "pipeline_id",
        "label",
        "is_closed",
        "closed_won as is_won",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
      ]),
});
