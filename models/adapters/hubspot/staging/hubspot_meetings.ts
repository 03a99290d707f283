import { orFalse, staged } from "../../../../src/table/staged.js";
import { stagedEngagementAssociations, stagedEngagementIds, stagedEngagementTimes } from "../shared/engagements.js";
import { hubspot_meetings as raw } from "../sources/hubspot_meetings.js";

export const hubspot_meetings = staged(raw, {
  name: "staging.hubspot_meetings",
  about: "One row per meeting logged in HubSpot, columns renamed.",
  grain: ["system", "engagement_id"],
  columns: {
    ...stagedEngagementIds,
    booking_link_id: "created_from_link_id",
    ...stagedEngagementAssociations,
    outcome: "hs_meeting_outcome",
    source: "hs_meeting_source",
    is_deleted: orFalse("is_deleted"),
    started_at: "hs_meeting_start_time",
    ...stagedEngagementTimes,
  },
});
