import { text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { engagementAssociations, engagementIds, engagementOrigin, engagementTimes } from "../shared/engagements.js";
import { isDeleted, property } from "../shared/hubspot.js";

export const hubspot_tasks = source({
  name: "raw.hubspot_tasks",
  about: "One row per task logged in HubSpot, as last loaded; without its text.",
  origin: engagementOrigin("EngagementTask", "tasks", "sales tasks (loaded, but not used yet)"),
  grain: ["system", "id"],
  columns: {
    ...engagementIds("task"),
    ...engagementAssociations("task"),
    hs_task_status: property("hs_task_status", text("Status: NOT_STARTED, COMPLETED, ..."), "status", "Task status"),
    hs_task_type: property("hs_task_type", text("Kind of task: TODO, CALL, EMAIL, ..."), "task_type", "Task type"),
    is_deleted: isDeleted,
    ...engagementTimes,
  },
});
