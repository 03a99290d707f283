import { date, enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_tasks = source({
  name: "raw.salesforce_tasks",
  about: "One row per Task of a Salesforce org, as of the latest load that had it; subjects name people and stay out.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Task",
    deletedColumn: "IsDeleted",
    enables: "calls and emails of sales: first touch, silence",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 00T")),
    WhoId: enables("whose call or email it was", nullable(text("Lead (00Q) or contact (003)"))),
    WhatId: enables(
      "touches by opportunity",
      nullable(text("Opportunity (006), account (001), campaign (701), list email (0XB), ...")),
    ),
    AccountId: nullable(text("Account of the contact or of what it is about")),
    OwnerId: enables("who of sales did it", nullable(text("User or queue who does it"))),
    TaskSubtype: enables(
      "calls apart from emails and from bulk mail",
      nullable(text("Task, Call, Email, ListEmail, ...")),
    ),
    CallType: enables(
      "inbound calls apart from outbound ones",
      nullable(text("Inbound, Outbound or Internal; of calls only")),
    ),
    Type: enables("calls and meetings that are told by type", nullable(text("Call, Meeting, ... as the org words it"))),
    Status: enables("what was done, where IsClosed is missing", nullable(text("Status as the org words it"))),
    IsClosed: enables("what was done apart from what is planned", nullable(flag("Whether the status means done"))),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    ActivityDate: enables("the day of a touch", nullable(withBinding({ dropsClock: true }, date("Day it is due")))),
    CompletedDateTime: enables("exact hours to the first touch", nullable(instant("When it was closed, UTC"))),
    CreatedDate: enables("when a task was made", nullable(instant("When the task was made, UTC"))),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
