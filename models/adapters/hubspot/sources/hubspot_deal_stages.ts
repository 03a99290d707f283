import { instant, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_deal_stages = source({
  name: "raw.hubspot_deal_stages",
  about: "One row per stage that a deal entered.",
  origin: hubspotOrigin("DealStage", {
    otherNames: ["deal_stages", "hubspot_deal_stages"],
    enables: "exact instants of won, lost and pipeline stages",
    createdColumn: "date_entered",
    history: {
      of: "Deal",
      limit: "a replica keeps the stages since HubSpot knows them",
      remedy: "let the connector fetch all of them once; until then earlier wins and losses stand at their close date",
    },
  }),
  grain: ["system", "deal_id", "value", "date_entered"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    deal_id: withBinding({ recordId: "plain" }, text("The deal")),
    value: text("Id of the stage"),
    date_entered: withBinding(
      { orHeaders: ["_fivetran_start"], orMilliseconds: true },
      instant("When it entered it, UTC"),
    ),
  },
});
