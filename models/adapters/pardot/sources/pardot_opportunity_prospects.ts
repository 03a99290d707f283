import { bound, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { pardotExport } from "../shared/pardot.js";

export const pardot_opportunity_prospects = source({
  name: "raw.pardot_opportunity_prospects",
  about: "One row per prospect on an opportunity of a Pardot account.",
  origin: pardotExport("opportunity_prospects", {
    otherNames: ["opportunity_prospect", "opportunityProspect", "opportunityProspects"],
    enables: "who is on the opportunities that no CRM has",
    changed: ["updated_at"],
  }),
  grain: ["system", "opportunity_id", "prospect_id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    opportunity_id: bound({ recordId: "plain" }, text("Opportunity")),
    prospect_id: bound({ recordId: "plain" }, text("Prospect on it")),
    updated_at: nullable(instant("When that last changed, UTC")),
  },
});
