import { orFalse, staged } from "../../../../src/table/staged.js";
import { hubspot_deal_pipeline_stages as raw } from "../sources/hubspot_deal_pipeline_stages.js";

export const hubspot_deal_pipeline_stages = staged(raw, {
  name: "staging.hubspot_deal_pipeline_stages",
  about: "One row per stage of a HubSpot deal pipeline, columns renamed.",
  grain: ["system", "stage_id"],
  columns: {
    system: "system",
    stage_id: "stage_id",
    pipeline_id: "pipeline_id",
    label: "label",
    is_closed: "is_closed",
    is_won: "closed_won",
    is_deleted: orFalse("is_deleted"),
  },
});
