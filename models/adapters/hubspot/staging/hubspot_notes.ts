import { orFalse, staged } from "../../../../src/table/staged.js";
import { stagedEngagementAssociations, stagedEngagementIds, stagedEngagementTimes } from "../shared/engagements.js";
import { hubspot_notes as raw } from "../sources/hubspot_notes.js";

export const hubspot_notes = staged(raw, {
  name: "staging.hubspot_notes",
  about: "One row per note logged in HubSpot, columns renamed.",
  grain: ["system", "engagement_id"],
  columns: {
    ...stagedEngagementIds,
    ...stagedEngagementAssociations,
    is_deleted: orFalse("is_deleted"),
    ...stagedEngagementTimes,
  },
});
