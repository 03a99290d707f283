import { date, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { salesforce_tasks as raw } from "../sources/salesforce_tasks.js";

export const salesforce_tasks = model({
  name: "staging.salesforce_tasks",
  about: "One row per Salesforce task, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "task_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    task_id: text("Task id"),
    who_id: nullable(text("Lead (00Q) or contact (003); null if about nobody")),
    what_id: nullable(text("Opportunity (006), account (001), campaign (701), list email (0XB), ...; null if none")),
    account_id: nullable(text("Account of the contact or of what it is about")),
    owner_id: nullable(text("User or queue who does it")),
    task_subtype: nullable(text("Task, Call, Email, ListEmail, ...")),
    call_type: nullable(text("Inbound, Outbound or Internal; null if it is no logged call")),
    type: nullable(text("Call, Meeting, ... as the org words it")),
    status: nullable(text("Status as the org words it")),
    is_closed: nullable(flag("Whether the status means done; null if the export does not say")),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    activity_date: nullable(date("Day it is due")),
    completed_at: nullable(instant("When it was closed, UTC; null while open and on old tasks")),
    created_at: nullable(instant("When the task was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("task_id"),
        salesforceId(ref("WhoId")).as("who_id"),
        salesforceId(ref("WhatId")).as("what_id"),
        salesforceId(ref("AccountId")).as("account_id"),
        salesforceId(ref("OwnerId")).as("owner_id"),
        "TaskSubtype as task_subtype",
        "CallType as call_type",
        "Type as type",
        "Status as status",
        "IsClosed as is_closed",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "ActivityDate as activity_date",
        "CompletedDateTime as completed_at",
        "CreatedDate as created_at",
      ]),
});
