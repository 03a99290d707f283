import { expect, test } from "vitest";
import { sales_touches } from "../../../../models/adapters/salesforce/canonical/sales_touches.js";
import { runPart } from "../../../support/run_model.js";

const nothing = {
  tasks: [],
  meetings: [],
};
const task = (task_id: string, more = {}) => ({
  system: "crm",
  task_id,
  who_id: "00Q1",
  task_subtype: "Call",
  is_deleted: false,
  is_closed: true,
  created_at: "2026-01-05T10:00:00Z" as const,
  ...more,
});
const byId = (rows: Record<string, unknown>[]) =>
  Object.fromEntries(rows.map(({ touch_id, ...row }) => [String(touch_id), row]));

test("a list email is automated, recognised by its subtype or by what it is about", async () => {
  const tasks = [
    task("1", { task_subtype: "ListEmail" }),
    task("2", { task_subtype: "Email", what_id: "0XB000000000001AAA" }),
    task("3", { task_subtype: "Email", what_id: "006000000000001AAA" }),
  ];
  expect(byId(await runPart(sales_touches, { ...nothing, tasks }))).toMatchObject({
    1: { kind: "email", is_automated: true, opportunity_id: null },
    2: { kind: "email", is_automated: true, opportunity_id: null },
    3: { kind: "email", is_automated: false, opportunity_id: "006000000000001AAA" },
  });
});

test("an open task is not a touch; without IsClosed, the status decides", async () => {
  const tasks = [
    task("1", { is_closed: false }),
    task("2", { is_closed: null, status: "Completed" }),
    task("3", { is_closed: null, status: "In Progress" }),
    task("4", { is_closed: null }),
    task("5", { is_deleted: true }),
  ];
  expect(Object.keys(byId(await runPart(sales_touches, { ...nothing, tasks })))).toEqual(["2"]);
});

test("the kind of a task comes from its subtype, call type or type; a task without any of them, or without a person, is not a touch", async () => {
  const tasks = [
    task("1", { task_subtype: "Task", call_type: "Outbound" }),
    task("2", { task_subtype: "Task", type: "Follow-up Email" }),
    task("3", { task_subtype: null, type: "Online MEETING" }),
    task("4", { task_subtype: "Task", type: "Paperwork" }),
    task("5", { who_id: null }),
  ];
  const kinds = byId(await runPart(sales_touches, { ...nothing, tasks }));
  expect(Object.entries(kinds).map(([id, { kind }]) => [id, kind])).toEqual([
    ["1", "call"],
    ["2", "email"],
    ["3", "meeting"],
  ]);
});

test("a task is dated when it was completed, an old task when it was created", async () => {
  const tasks = [task("1", { completed_at: "2026-01-07T10:00:00Z" }), task("2", { completed_at: null })];
  expect(byId(await runPart(sales_touches, { ...nothing, tasks }))).toMatchObject({
    1: { occurred_at: "2026-01-07T10:00:00Z" },
    2: { occurred_at: "2026-01-05T10:00:00Z" },
  });
});

test("a meeting is dated at its start and counts once, without the copies for guests", async () => {
  const meeting = { system: "crm", who_id: "0031", is_deleted: false, is_child: false };
  const meetings = [
    { ...meeting, event_id: "1", what_id: "006000000000001AAA", started_at: "2026-01-08T15:00:00Z" as const },
    { ...meeting, event_id: "2", is_child: true, started_at: "2026-01-08T15:00:00Z" as const },
    { ...meeting, event_id: "3", started_at: null },
  ];
  expect(byId(await runPart(sales_touches, { ...nothing, meetings }))).toEqual({
    1: {
      system: "crm",
      entity: "contact",
      record_id: "0031",
      owner_id: null,
      opportunity_id: "006000000000001AAA",
      kind: "meeting",
      is_automated: false,
      occurred_at: "2026-01-08T15:00:00Z",
    },
  });
});
