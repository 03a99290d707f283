import { instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { pardotOrigin } from "../shared/pardot.js";

export const pardot_opportunity_prospects = source({
  name: "raw.pardot_opportunity_prospects",
  about: "One row per prospect on an opportunity of a Pardot account.",
  origin: pardotOrigin("opportunity_prospects", {
    otherNames: ["opportunity_prospect", "opportunityProspect", "opportunityProspects"],
    enables: "who is on the opportunities that no CRM has",
    changedColumns: ["updated_at"],
  }),
  grain: ["system", "opportunity_id", "prospect_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    opportunity_id: withBinding({ recordId: "plain" }, text("Opportunity")),
    prospect_id: withBinding({ recordId: "plain" }, text("Prospect on it")),
    updated_at: nullable(instant("When that last changed, UTC")),
  },
});
