import { sql } from "kysely";
import { type Day, date, type Instant, instant, nullable } from "../../../../src/table/columns.js";
import { asSalesforceId, computed, orFalse, staged, trimmedToNull } from "../../../../src/table/staged.js";
import { salesforce_events as raw } from "../sources/salesforce_events.js";

export const salesforce_events = staged(raw, {
  name: "staging.salesforce_events",
  about: "One row per Salesforce event, columns renamed; ids in their 18-character form.",
  grain: ["system", "event_id"],
  columns: {
    system: "system",
    event_id: asSalesforceId("Id"),
    who_id: asSalesforceId("WhoId"),
    what_id: asSalesforceId("WhatId"),
    account_id: asSalesforceId("AccountId"),
    owner_id: asSalesforceId("OwnerId"),
    event_subtype: "EventSubtype",
    type: "Type",
    group_event_type: trimmedToNull("GroupEventType"),
    who_count: "WhoCount",
    is_all_day: orFalse("IsAllDayEvent"),
    is_child: orFalse("IsChild"),
    is_recurrence: orFalse("IsRecurrence"),
    is_deleted: orFalse("IsDeleted"),
    activity_date: computed(
      nullable(date("Day of the event")),
      () => sql<Day | null>`coalesce("ActivityDate", case when "IsAllDayEvent" then "StartDateTime"::date end)`,
    ),
    started_at: computed(
      nullable(instant("Start, UTC; null if all day: then only activity_date is known")),
      () =>
        sql<Instant | null>`case when "IsAllDayEvent" is not true then coalesce("StartDateTime", "ActivityDateTime") end`,
    ),
    created_at: "CreatedDate",
  },
});
