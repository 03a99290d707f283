import { enables, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { pardotOrigin } from "../shared/pardot.js";

export const pardot_visitors = source({
  name: "raw.pardot_visitors",
  about: "One row per visitor of a Pardot account: a browser, whose human may be known.",
  origin: pardotOrigin("visitors", {
    otherNames: ["visitor"],
    enables: "what a prospect did before anybody knew the name; UTM parameters of the first visit",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the visitor, a whole number")),
    prospect_id: enables("whose visits they were", nullable(text("Prospect; blank while nobody knows whose it is"))),
    source_parameter: enables("sources of prospects that have none", nullable(text("utm_source of the first visit"))),
    medium_parameter: enables("channels by medium", nullable(text("utm_medium of the first visit"))),
    campaign_parameter: nullable(text("utm_campaign of the first visit")),
    created_at: nullable(instant("When it came first, UTC")),
    updated_at: nullable(instant("When it last changed, UTC")),
  },
});
