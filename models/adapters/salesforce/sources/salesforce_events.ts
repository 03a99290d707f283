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

export const salesforce_events = source({
  name: "raw.salesforce_events",
  about: "One row per Event of a Salesforce org, as last loaded; subjects are not loaded, because they name people.",
  origin: salesforceOrigin("Event", {
    enables: "meetings of sales: the meeting rate and the first touch",
    changedColumns,
  }),
  grain: ["system", "Id"],
  people: { activity: "Id", participants: ["WhoId"], mentions: ["WhatId", "AccountId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the event, prefix 00U"),
    WhoId: enables(
      "who the meeting was with",
      nullable(salesforceIdColumn("Lead (00Q) or contact (003) that it was with; null if none")),
    ),
    WhatId: enables(
      "meetings per opportunity",
      nullable(
        salesforceIdColumn("What it is about: opportunity (006), account (001), campaign (701), ...; null if nothing"),
      ),
    ),
    AccountId: nullable(salesforceIdColumn("Account of the contact, or of the record that it is about")),
    OwnerId: enables("which sales rep held the meeting", nullable(salesforceIdColumn("User who holds the meeting"))),
    EventSubtype: nullable(text("Subtype, usually Event")),
    Type: nullable(text("Type in the org's own words, e.g. Call or Meeting")),
    GroupEventType: enables(
      "counting the copies of one meeting once, and leaving out the patterns of series and mere proposals",
      nullable(
        text(
          "0 an event of one user, 1 one with invited users, 2 a proposal that nobody confirmed, 3 the pattern of a series; null if the export does not say",
        ),
      ),
    ),
    WhoCount: ofSharedActivities(
      "noticing that a meeting was with more people than WhoId names",
      whole("Number of leads and contacts on it; null if the export does not say"),
    ),
    IsAllDayEvent: nullable(flag("True if it lasts all day and has no time")),
    IsChild: enables(
      "leaving out the copies for invited users",
      nullable(flag("True if it is the copy for an invited user; null if the export does not say")),
    ),
    IsRecurrence: enables(
      "leaving out the row of a series",
      nullable(flag("True if it only describes a series, whose occurrences are events of their own")),
    ),
    IsDeleted: isDeletedColumn(),
    ActivityDate: nullable(withBinding({ dropsClock: true }, date("Day of the event"))),
    ActivityDateTime: nullable(instant("Start, UTC; null if all day")),
    StartDateTime: enables(
      "when a meeting started",
      nullable(instant("Start, UTC; if all day, midnight of that day, not shifted to any time zone")),
    ),
    CreatedDate: enables("when a meeting was booked", nullable(instant("When the event was created, UTC"))),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
