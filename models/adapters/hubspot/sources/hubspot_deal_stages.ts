import { instant, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_deal_stages = source({
  name: "raw.hubspot_deal_stages",
  about: "One row per stage that a deal entered.",
  origin: hubspotOrigin("DealStage", {
    otherNames: ["deal_stages", "hubspot_deal_stages"],
    enables: "the exact time of wins, losses and pipeline stages",
    createdColumn: "date_entered",
    history: {
      of: "Deal",
      limit: "a replica has stages only from when HubSpot began to record them",
      remedy:
        "have the connector load all of them once; until then earlier wins and losses are dated by their close date",
    },
  }),
  grain: ["system", "deal_id", "value", "date_entered"],
  columns: {
    system: systemColumn,
    deal_id: recordIdColumn("Deal"),
    value: text("Id of the stage"),
    date_entered: withBinding({ orHeaders: ["_fivetran_start"] }, instant("When the deal entered the stage, UTC")),
  },
});
