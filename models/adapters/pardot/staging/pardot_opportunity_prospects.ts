import { isPresent, staged } from "../../../../src/table/staged.js";
import { pardot_opportunity_prospects as raw } from "../sources/pardot_opportunity_prospects.js";

export const pardot_opportunity_prospects = staged(raw, {
  name: "staging.pardot_opportunity_prospects",
  about: "One row per prospect who still is on a Pardot opportunity.",
  where: isPresent("is_deleted"),
  grain: ["system", "opportunity_id", "prospect_id"],
  columns: {
    system: "system",
    opportunity_id: "opportunity_id",
    prospect_id: "prospect_id",
  },
});
