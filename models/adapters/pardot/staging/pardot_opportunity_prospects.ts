import { text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { pardot_opportunity_prospects as raw } from "../sources/pardot_opportunity_prospects.js";

export const pardot_opportunity_prospects = model({
  name: "staging.pardot_opportunity_prospects",
  about: "One row per prospect on a Pardot opportunity.",
  materialized: "view",
  grain: ["system", "opportunity_id", "prospect_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    opportunity_id: text("Opportunity"),
    prospect_id: text("Prospect on it"),
  },
  select: (db) => db.selectFrom("raw").select(["system", "opportunity_id", "prospect_id"]),
});
