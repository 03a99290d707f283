import { expect, test } from "vitest";
import { salesforce_events } from "../../../../models/adapters/salesforce/staging/salesforce_events.js";
import { salesforce_tasks } from "../../../../models/adapters/salesforce/staging/salesforce_tasks.js";
import { runModel } from "../../../support/run_model.js";

test("a task may have no person and no object, and it may be unknown whether it is done", async () => {
  const empty = "000000000000000AAA";
  const rows = await runModel(salesforce_tasks, {
    raw: [
      { WhoId: empty, WhatId: empty },
      { WhoId: "00QAbCdEfGhIjKl", IsClosed: true, ActivityDate: "2026-05-01" },
    ],
  });
  expect(rows).toMatchObject([
    { who_id: null, what_id: null, is_closed: null, is_deleted: false, completed_at: null },
    { who_id: "00QAbCdEfGhIjKlMVK", is_closed: true, activity_date: "2026-05-01" },
  ]);
});

test("subjects of tasks and events are not loaded, because they name people", () => {
  for (const { columns, from } of [salesforce_tasks, salesforce_events])
    for (const name of [...Object.keys(columns), ...Object.keys(from.raw.columns)])
      expect(name).not.toMatch(/subject|description/i);
});

test("an event starts at StartDateTime, else at ActivityDateTime", async () => {
  const times = { StartDateTime: "2026-05-01T09:00:00Z", ActivityDateTime: "2026-05-01T10:00:00Z" } as const;
  const rows = await runModel(salesforce_events, {
    raw: [times, { ...times, StartDateTime: null }, { ...times, IsAllDayEvent: false }],
  });
  expect(rows.map(({ started_at }) => started_at)).toEqual([
    "2026-05-01T09:00:00Z",
    "2026-05-01T10:00:00Z",
    "2026-05-01T09:00:00Z",
  ]);
});

test("an all-day event has a day and no time", async () => {
  const midnight = { IsAllDayEvent: true, StartDateTime: "2026-05-01T00:00:00Z" } as const;
  const rows = await runModel(salesforce_events, {
    raw: [midnight, { IsAllDayEvent: true, ActivityDate: "2026-05-01" }],
  });
  for (const row of rows) expect(row).toMatchObject({ activity_date: "2026-05-01", started_at: null });
});

test("an event is the organiser's unless it is marked as the copy for an invited user", async () => {
  const rows = await runModel(salesforce_events, { raw: [{}, { IsChild: true }] });
  expect(rows.map(({ is_child }) => is_child)).toEqual([false, true]);
});
