import { sql } from "kysely";
import { type Day, date, flag, type Instant, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { salesforce_events as raw } from "../sources/salesforce_events.js";

export const salesforce_events = model({
  name: "staging.salesforce_events",
  about: "One row per Salesforce event, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "event_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    event_id: text("Event id"),
    who_id: nullable(text("Lead (00Q) or contact (003); null if with nobody")),
    what_id: nullable(text("Opportunity (006), account (001), campaign (701), ...; null if none")),
    account_id: nullable(text("Account of the contact or of what it is about")),
    owner_id: nullable(text("User who holds it")),
    event_subtype: nullable(text("Event, or a kind of its own")),
    type: nullable(text("Call, Meeting, ... as the org words it")),
    is_child: flag("Whether it is the copy of an invited user; false if the export does not say"),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    activity_date: nullable(date("Day of the event")),
    started_at: nullable(instant("When it starts, UTC; null if all day: it then has only its day")),
    created_at: nullable(instant("When the event was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("event_id"),
        salesforceId(ref("WhoId")).as("who_id"),
        salesforceId(ref("WhatId")).as("what_id"),
        salesforceId(ref("AccountId")).as("account_id"),
        salesforceId(ref("OwnerId")).as("owner_id"),
        "EventSubtype as event_subtype",
        "Type as type",
        fn.coalesce("IsChild", lit(false)).as("is_child"),
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        sql<Day | null>`coalesce(${ref("ActivityDate")}, case when ${ref("IsAllDayEvent")} then ${ref("StartDateTime")}::date end)`.as(
          "activity_date",
        ),
        sql<Instant | null>`case when ${ref("IsAllDayEvent")} is not true then coalesce(${ref("StartDateTime")}, ${ref("ActivityDateTime")}) end`.as(
          "started_at",
        ),
        "CreatedDate as created_at",
      ]),
});
