import { instant, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_deal_stages as raw } from "../sources/hubspot_deal_stages.js";

export const hubspot_deal_stages = model({
  name: "staging.hubspot_deal_stages",
  about: "One row per stage that a HubSpot deal entered, renamed.",
  materialized: "view",
  grain: ["system", "deal_id", "stage", "entered_at"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    deal_id: text("The deal"),
    stage: text("Id of the stage"),
    entered_at: instant("When it entered it, UTC"),
  },
  select: (db) => db.selectFrom("raw").select(["system", "deal_id", "value as stage", "date_entered as entered_at"]),
});
