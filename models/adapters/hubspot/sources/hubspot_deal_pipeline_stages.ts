import { enables, flag, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_deal_pipeline_stages = source({
  name: "raw.hubspot_deal_pipeline_stages",
  about: "One row per stage of a pipeline of deals.",
  origin: hubspotOrigin("DealPipelineStage", {
    otherNames: ["deal_pipeline_stages", "hubspot_deal_pipeline_stages"],
    enables: "which stages of deals mean won and lost",
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "stage_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    stage_id: withBinding({ recordId: "plain", orHeaders: ["id"] }, text("Id of the stage")),
    pipeline_id: nullable(withBinding({ recordId: "plain" }, text("Its pipeline"))),
    label: nullable(text("What the team calls it")),
    is_closed: enables(
      "closed deals",
      nullable(
        withBinding({ orHeaders: ["isClosed"] }, flag("Whether it is a closed one; null if the export does not say")),
      ),
    ),
    closed_won: enables(
      "won deals",
      nullable(
        withBinding({ orHeaders: ["closedWon"] }, flag("Whether it is a won one; null if the export does not say")),
      ),
    ),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        withBinding(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
  },
});
