import { date, enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_events = source({
  name: "raw.salesforce_events",
  about: "One row per Event of a Salesforce org, as of the latest load that had it; subjects name people and stay out.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Event",
    deletedColumn: "IsDeleted",
    enables: "meetings of sales: meeting rate, first touch",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 00U")),
    WhoId: enables("whose meeting it was", nullable(text("Lead (00Q) or contact (003)"))),
    WhatId: enables("meetings by opportunity", nullable(text("Opportunity (006), account (001), campaign (701), ..."))),
    AccountId: nullable(text("Account of the contact or of what it is about")),
    OwnerId: enables("who of sales held it", nullable(text("User who holds it"))),
    EventSubtype: nullable(text("Event, or a kind of its own")),
    Type: nullable(text("Call, Meeting, ... as the org words it")),
    IsAllDayEvent: nullable(flag("Whether it has a day and no time")),
    IsChild: enables(
      "copies of invited users are left out",
      nullable(flag("Whether it is the copy of an invited user")),
    ),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    ActivityDate: enables(
      "the day of a meeting",
      nullable(withBinding({ dropsClock: true }, date("Day of the event"))),
    ),
    ActivityDateTime: nullable(instant("When it starts, UTC; null if all day")),
    StartDateTime: enables(
      "when a meeting began",
      nullable(instant("When it starts, UTC; if all day, the midnight of its day, which no zone shifts")),
    ),
    CreatedDate: enables("when a meeting was arranged", nullable(instant("When the event was made, UTC"))),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
