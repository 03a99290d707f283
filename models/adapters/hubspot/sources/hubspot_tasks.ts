import { enables, instant, text, unasked } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { engagementAssociations, engagementIds, engagementOrigin, engagementTimes } from "../shared/engagements.js";
import { isDeleted, property } from "../shared/hubspot.js";

export const hubspot_tasks = source({
  name: "raw.hubspot_tasks",
  about: "One row per task logged in HubSpot, as last loaded; without its text.",
  origin: engagementOrigin("EngagementTask", "tasks", "completed tasks of sales, which are touches by a person"),
  grain: ["system", "id"],
  people: { activity: "id", participants: ["contact_ids"] },
  columns: {
    ...engagementIds("task"),
    ...engagementAssociations("task"),
    hs_task_status: enables(
      "which tasks are done; without it none is",
      property("hs_task_status", text("Status: NOT_STARTED, COMPLETED, ..."), "status", "Task status"),
    ),
    hs_task_type: enables(
      "other kinds of touch for types of tasks, with task_kinds",
      property("hs_task_type", text("Kind of task: TODO, CALL, EMAIL, ..."), "task_type", "Task type"),
    ),
    is_deleted: isDeleted,
    ...engagementTimes,
    hs_timestamp: unasked(engagementTimes.hs_timestamp),
    hs_task_completion_date: enables(
      "when a task was done; without it, when it last changed",
      property(
        "hs_task_completion_date",
        instant("When the task was completed, UTC; null if it is not"),
        "completion_date",
        "Completed at",
      ),
    ),
  },
});
