import { date, enables, flag, instant, nullable, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  isDeletedColumn,
  lastModifiedColumn,
  ofSharedActivities,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
} from "../shared/salesforce.js";

export const salesforce_tasks = source({
  name: "raw.salesforce_tasks",
  about: "One row per Task of a Salesforce org, as last loaded; subjects are not loaded, because they name people.",
  origin: salesforceOrigin("Task", {
    enables: "calls, emails and other tasks of sales: the first touch, and how long sales has been silent",
    changedColumns,
  }),
  grain: ["system", "Id"],
  people: { activity: "Id", participants: ["WhoId"], mentions: ["WhatId", "AccountId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the task, prefix 00T"),
    WhoId: enables(
      "who the call or email was with",
      nullable(salesforceIdColumn("Lead (00Q) or contact (003) that it is about; null if none")),
    ),
    WhatId: enables(
      "touches per opportunity",
      nullable(
        salesforceIdColumn(
          "What it is about: opportunity (006), account (001), campaign (701), list email (0XB), ...; null if nothing",
        ),
      ),
    ),
    AccountId: nullable(salesforceIdColumn("Account of the contact, or of the record that it is about")),
    OwnerId: enables(
      "which sales rep made the call or sent the email",
      nullable(salesforceIdColumn("User or queue that the task is assigned to")),
    ),
    TaskSubtype: enables(
      "telling calls, emails and bulk emails apart",
      nullable(text("Subtype: Task, Call, Email, ListEmail, ...")),
    ),
    CallType: enables(
      "recognising logged calls",
      nullable(text("Inbound, Outbound or Internal; null if it is not a logged call")),
    ),
    Type: enables(
      "calls and meetings that only this field identifies",
      nullable(text("Type in the org's own words, e.g. Call or Meeting")),
    ),
    Status: enables(
      "which tasks are done, where IsClosed is missing",
      nullable(text("Status in the org's own words, e.g. Completed")),
    ),
    WhoCount: ofSharedActivities(
      "noticing that a call or email was with more people than WhoId names",
      whole("Number of leads and contacts on it; null if the export does not say"),
    ),
    IsClosed: enables(
      "telling completed tasks from planned ones",
      nullable(flag("True if the status means done; null if the export does not say")),
    ),
    IsRecurrence: enables(
      "leaving out the row of a series, which is no touch",
      nullable(flag("True if it only describes a series, whose occurrences are tasks of their own")),
    ),
    IsDeleted: isDeletedColumn(),
    ActivityDate: nullable(withBinding({ dropsClock: true }, date("Day on which it is due; not when it was done"))),
    CompletedDateTime: enables(
      "the exact time of a touch, and hours to the first touch",
      nullable(instant("When it was completed, UTC; null if it is open, and for old tasks")),
    ),
    CreatedDate: enables(
      "the time of a touch where CompletedDateTime is missing",
      nullable(instant("When the task was created, UTC")),
    ),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
