/** Rows of Task and Event, without their ids. */
import type { LocalCalendar } from "../world/calendar.js";
import { DAY, MINUTE, type Micros } from "../world/time_units.js";
import { dayValue, instantValue, type SalesforceRow } from "./salesforce_objects.js";
import type { SalesActivity } from "./system_writer.js";

export const eventRow = ({ lead, owner, at: startedAt }: SalesActivity, zone: LocalCalendar): SalesforceRow => ({
  WhoId: lead.id,
  Subject: "Discovery call",
  StartDateTime: instantValue(startedAt),
  ActivityDate: dayValue(zone.local(startedAt)),
  OwnerId: owner.id,
  IsChild: false,
  IsDeleted: false,
  CreatedDate: instantValue(startedAt - DAY),
  SystemModstamp: instantValue(startedAt - DAY),
});

export function taskRow(work: SalesActivity, zone: LocalCalendar): SalesforceRow {
  const { kind, lead, owner, at: madeAt } = work;
  const due = kind === "plan" ? madeAt + 3 * DAY : madeAt;
  return {
    WhoId: lead.id,
    ActivityDate: dayValue(zone.local(due)),
    Status: "Completed",
    IsClosed: true,
    OwnerId: owner.id,
    IsDeleted: false,
    CreatedDate: instantValue(madeAt),
    SystemModstamp: instantValue(madeAt),
    ...taskKindColumns(work),
  };
}

/** The columns that depend on the kind of task. Only calls are completed with a time of their own. */
function taskKindColumns({ kind, at: doneAt }: SalesActivity): SalesforceRow {
  switch (kind) {
    case "call":
      return {
        Subject: "Call",
        TaskSubtype: "Call",
        CallType: "Outbound",
        CompletedDateTime: instantValue(doneAt),
        CreatedDate: instantValue(doneAt - 5 * MINUTE),
      };
    case "plan":
      return { Subject: "Call back", Status: "Not Started", IsClosed: false, TaskSubtype: "Call" };
    case "bulk_mail":
      return { WhatId: "0XB5e00000Lm001GAB", Subject: "Quarterly digest", TaskSubtype: "ListEmail" };
    default:
      return { Subject: "Email", TaskSubtype: "Email" };
  }
}

/** A task that does not fit its contract: its CreatedDate has month 13. */
export const invalidTask = (madeAt: Micros): SalesforceRow => ({
  Subject: "Call",
  ActivityDate: dayValue(madeAt),
  Status: "Completed",
  IsClosed: true,
  TaskSubtype: "Call",
  IsDeleted: false,
  CreatedDate: "2026-13-45 00:00:00",
  SystemModstamp: instantValue(madeAt),
});
