import { asSalesforceId, orFalse, staged } from "../../../../src/table/staged.js";
import { salesforce_tasks as raw } from "../sources/salesforce_tasks.js";

export const salesforce_tasks = staged(raw, {
  name: "staging.salesforce_tasks",
  about: "One row per Salesforce task, columns renamed; ids in their 18-character form.",
  grain: ["system", "task_id"],
  columns: {
    system: "system",
    task_id: asSalesforceId("Id"),
    who_id: asSalesforceId("WhoId"),
    what_id: asSalesforceId("WhatId"),
    account_id: asSalesforceId("AccountId"),
    owner_id: asSalesforceId("OwnerId"),
    task_subtype: "TaskSubtype",
    call_type: "CallType",
    type: "Type",
    status: "Status",
    who_count: "WhoCount",
    is_closed: "IsClosed",
    is_recurrence: orFalse("IsRecurrence"),
    is_deleted: orFalse("IsDeleted"),
    activity_date: "ActivityDate",
    completed_at: "CompletedDateTime",
    created_at: "CreatedDate",
  },
});
