import { orFalse, staged } from "../../../../src/table/staged.js";
import { stagedEngagementAssociations, stagedEngagementIds, stagedEngagementTimes } from "../shared/engagements.js";
import { hubspot_tasks as raw } from "../sources/hubspot_tasks.js";

export const hubspot_tasks = staged(raw, {
  name: "staging.hubspot_tasks",
  about: "One row per task logged in HubSpot, columns renamed.",
  grain: ["system", "engagement_id"],
  columns: {
    ...stagedEngagementIds,
    ...stagedEngagementAssociations,
    status: "hs_task_status",
    type: "hs_task_type",
    is_deleted: orFalse("is_deleted"),
    ...stagedEngagementTimes,
    completed_at: "hs_task_completion_date",
  },
});
