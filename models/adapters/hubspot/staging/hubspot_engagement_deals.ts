import { text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_engagement_deals as raw } from "../sources/hubspot_engagement_deals.js";

export const hubspot_engagement_deals = model({
  name: "staging.hubspot_engagement_deals",
  about: "One row per engagement and deal that it was about, renamed.",
  materialized: "view",
  grain: ["system", "engagement_id", "deal_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    engagement_id: text("The call, email, meeting, note or task"),
    deal_id: text("Deal that it was about"),
  },
  select: (db) => db.selectFrom("raw").select(["system", "engagement_id", "deal_id"]),
});
