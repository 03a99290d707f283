import { orFalse, staged } from "../../../../src/table/staged.js";
import { stagedEngagementAssociations, stagedEngagementIds, stagedEngagementTimes } from "../shared/engagements.js";
import { hubspot_calls as raw } from "../sources/hubspot_calls.js";

export const hubspot_calls = staged(raw, {
  name: "staging.hubspot_calls",
  about: "One row per call logged in HubSpot, columns renamed.",
  grain: ["system", "engagement_id"],
  columns: {
    ...stagedEngagementIds,
    ...stagedEngagementAssociations,
    direction: "hs_call_direction",
    status: "hs_call_status",
    is_deleted: orFalse("is_deleted"),
    ...stagedEngagementTimes,
  },
});
