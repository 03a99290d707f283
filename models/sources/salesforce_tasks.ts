import { bound, date, flag, instant, nullable, text } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const salesforce_tasks = source({
  name: "raw.salesforce_tasks",
  about: "One row per Task of a Salesforce org, as of the latest load that had it; subjects name people and stay out.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Task",
    made: "CreatedDate",
    changed: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: bound({ recordId: "salesforce" }, text("15 or 18 characters, prefix 00T")),
    WhoId: nullable(text("Lead (00Q) or contact (003)")),
    WhatId: nullable(text("Opportunity (006), account (001), campaign (701), list email (0XB), ...")),
    AccountId: nullable(text("Account of the contact or of what it is about")),
    OwnerId: nullable(text("User or queue who does it")),
    TaskSubtype: nullable(text("Task, Call, Email, ListEmail, ...")),
    CallType: nullable(text("Inbound, Outbound or Internal; of calls only")),
    Type: nullable(text("Call, Meeting, ... as the org words it")),
    Status: nullable(text("Status as the org words it")),
    IsClosed: nullable(flag("Whether the status means done")),
    IsDeleted: nullable(flag("In the recycle bin; null if the export does not say")),
    ActivityDate: nullable(bound({ dropsClock: true }, date("Day it is due"))),
    CompletedDateTime: nullable(instant("When it was closed, UTC")),
    CreatedDate: nullable(instant("When the task was made, UTC")),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
