/** Rows of Task and Event, without their ids. */
import type { Clock } from "../world/calendar.js";
import { DAY, MINUTE, type Micros } from "../world/life.js";
import { at, day, type Fields } from "./salesforce_objects.js";
import type { Work } from "./sinks.js";

export const eventRow = ({ lead, owner, at: startedAt }: Work, zone: Clock): Fields => ({
  WhoId: lead.id,
  Subject: "Discovery call",
  StartDateTime: at(startedAt),
  ActivityDate: day(zone.local(startedAt)),
  OwnerId: owner.id,
  IsChild: false,
  IsDeleted: false,
  CreatedDate: at(startedAt - DAY),
  SystemModstamp: at(startedAt - DAY),
});

export function taskRow(work: Work, zone: Clock): Fields {
  const { kind, lead, owner, at: madeAt } = work;
  const due = kind === "plan" ? madeAt + 3 * DAY : madeAt;
  return {
    WhoId: lead.id,
    ActivityDate: day(zone.local(due)),
    Status: "Completed",
    IsClosed: true,
    OwnerId: owner.id,
    IsDeleted: false,
    CreatedDate: at(madeAt),
    SystemModstamp: at(madeAt),
    ...peculiar(work),
  };
}

/** What tells the kinds of tasks apart. Calls alone are written down after they were made, with their end. */
function peculiar({ kind, at: doneAt }: Work): Fields {
  switch (kind) {
    case "call":
      return {
        ...{ Subject: "Call", TaskSubtype: "Call", CallType: "Outbound" },
        ...{ CompletedDateTime: at(doneAt), CreatedDate: at(doneAt - 5 * MINUTE) },
      };
    case "plan":
      return { Subject: "Call back", Status: "Not Started", IsClosed: false, TaskSubtype: "Call" };
    case "bulk_mail":
      return { WhatId: "0XB5e00000Lm001GAB", Subject: "Quarterly digest", TaskSubtype: "ListEmail" };
    default:
      return { Subject: "Email", TaskSubtype: "Email" };
  }
}

/** A call of nobody, made in a thirteenth month. */
export const brokenTask = (madeAt: Micros): Fields => ({
  Subject: "Call",
  ActivityDate: day(madeAt),
  Status: "Completed",
  IsClosed: true,
  TaskSubtype: "Call",
  IsDeleted: false,
  CreatedDate: "2026-13-45 00:00:00",
  SystemModstamp: at(madeAt),
});
