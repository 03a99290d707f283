import { expect, test } from "vitest";
import { findings } from "../../../../models/adapters/salesforce/canonical/findings.js";
import { sales_touches } from "../../../../models/adapters/salesforce/canonical/sales_touches.js";
import { salesforce_touch_people } from "../../../../models/adapters/salesforce/intermediate/salesforce_touch_people.js";
import { salesforce_touches_judged } from "../../../../models/adapters/salesforce/intermediate/salesforce_touches_judged.js";
import { runModel, runPart } from "../../../support/run_model.js";

const nothing = {
  tasks: [],
  meetings: [],
  kinds: [],
  task_relations: [],
  event_relations: [],
};
type Given = { readonly [K in keyof typeof nothing]: readonly object[] };

const judged = async ({ tasks, meetings, kinds, task_relations, event_relations }: Given) => {
  const flags = { is_deleted: false, is_recurrence: false };
  const touches = await runModel(salesforce_touches_judged, {
    tasks: tasks.map((row) => ({ ...flags, ...row })),
    meetings: meetings.map((row) => ({ ...flags, is_child: false, ...row })),
    kinds,
  });
  const people = await runModel(salesforce_touch_people, { touches, task_relations, event_relations });
  return { tasks: tasks.map((row) => ({ ...flags, ...row })), touches, people };
};
const touchesOf = async (given: Given) => runPart(sales_touches, await judged(given));
const findingsOf = async (given: Given) =>
  (await runPart(findings, { opportunities: [], lead_history: [], contact_history: [], ...(await judged(given)) })).map(
    ({ check, subject, count, severity }) => [check, subject, Number(count), severity],
  );
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
  expect(byId(await touchesOf({ ...nothing, tasks }))).toMatchObject({
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
  expect(Object.keys(byId(await touchesOf({ ...nothing, tasks })))).toEqual(["2"]);
});

test("without IsClosed a task with a time of completion is done, whatever its status is called; one with an unknown status is counted", async () => {
  const open = { is_closed: null, completed_at: null };
  const tasks = [
    task("1", { ...open, status: "Abgeschlossen", completed_at: "2026-01-06T10:00:00Z" }),
    task("2", { ...open, status: " completed" }),
    task("3", { ...open, status: "Erledigt" }),
    task("4", { ...open, status: "Not Started" }),
    task("5", { ...open, status: null }),
    task("6", { ...open, status: "Erledigt", is_closed: false }),
  ];
  const touches = byId(await touchesOf({ ...nothing, tasks }));
  expect(Object.entries(touches).map(([id, { occurred_at }]) => [id, occurred_at])).toEqual([
    ["1", "2026-01-06T10:00:00Z"],
    ["2", "2026-01-05T10:00:00Z"],
  ]);
  const check = "tasks with an unknown status, not counted as done";
  expect((await findingsOf({ ...nothing, tasks })).sort()).toEqual([
    [check, "crm: (none)", 1, "warn"],
    [check, "crm: Erledigt", 1, "warn"],
  ]);
});

test("the kind of a task comes from its subtype, call type or type; any other is a touch of kind task; one without a person is none", async () => {
  const tasks = [
    task("1", { task_subtype: "Task", call_type: "Outbound" }),
    task("2", { task_subtype: "Task", type: "Follow-up Email" }),
    task("3", { task_subtype: null, type: "Online MEETING" }),
    task("4", { task_subtype: "Task", type: "Paperwork" }),
    task("5", { who_id: null }),
  ];
  const kinds = byId(await touchesOf({ ...nothing, tasks }));
  expect(Object.entries(kinds).map(([id, { kind }]) => [id, kind])).toEqual([
    ["1", "call"],
    ["2", "email"],
    ["3", "meeting"],
    ["4", "task"],
  ]);
  expect(await findingsOf({ ...nothing, tasks })).toEqual([
    ["completed tasks and meetings without a person", "crm: Task", 1, "info"],
    ["completed tasks of a type without a kind, counted as kind task", "crm: Paperwork", 1, "info"],
  ]);
});

test("task_kinds of closedloop.yaml gives types of tasks another kind, or none, and what it leaves out is counted", async () => {
  const tasks = [
    task("1", { task_subtype: "Task", type: "Demo " }),
    task("2", { task_subtype: "Task", type: "Paperwork" }),
    task("3", { task_subtype: null, type: null }),
    task("4", { task_subtype: "Call", type: null }),
    task("5", { task_subtype: "ListEmail", type: "Demo" }),
  ];
  const kinds = [
    { system: "crm", type: "demo", kind: "meeting" },
    { system: "crm", type: "task", kind: "none" },
    { system: "crm", type: "(none)", kind: "email" },
    { system: "other", type: "call", kind: "none" },
  ];
  const found = byId(await touchesOf({ ...nothing, tasks, kinds }));
  expect(Object.entries(found).map(([id, { kind, is_automated }]) => [id, kind, is_automated])).toEqual([
    ["1", "meeting", false],
    ["3", "email", false],
    ["4", "call", false],
    ["5", "email", true],
  ]);
  expect(await findingsOf({ ...nothing, tasks, kinds })).toEqual([
    ["completed tasks that task_kinds leaves out", "crm: Paperwork", 1, "info"],
  ]);
});

test("a task is dated when it was completed, an old task when it was created", async () => {
  const tasks = [task("1", { completed_at: "2026-01-07T10:00:00Z" }), task("2", { completed_at: null })];
  expect(byId(await touchesOf({ ...nothing, tasks }))).toMatchObject({
    1: { occurred_at: "2026-01-07T10:00:00Z" },
    2: { occurred_at: "2026-01-05T10:00:00Z" },
  });
});

test("a meeting is dated at its start and counts once, without the copies for guests", async () => {
  const meeting = { system: "crm", who_id: "0031" };
  const meetings = [
    { ...meeting, event_id: "1", what_id: "006000000000001AAA", started_at: "2026-01-08T15:00:00Z" as const },
    { ...meeting, event_id: "2", is_child: true, started_at: "2026-01-08T15:00:00Z" as const },
    { ...meeting, event_id: "3", started_at: null },
  ];
  expect(byId(await touchesOf({ ...nothing, meetings }))).toEqual({
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

test("the row of a series, a mere proposal and unmarked copies for guests are no meetings", async () => {
  const started_at = "2026-01-08T15:00:00Z" as const;
  const meeting = { system: "crm", who_id: "0031", started_at };
  const meetings = [
    { ...meeting, event_id: "1", is_recurrence: true },
    { ...meeting, event_id: "2", group_event_type: "3" },
    { ...meeting, event_id: "3", group_event_type: "2" },
    { ...meeting, event_id: "4", group_event_type: "1" },
    { ...meeting, event_id: "5", group_event_type: "1" },
    { ...meeting, event_id: "6", group_event_type: "1", who_id: "0032" },
    { ...meeting, event_id: "7", group_event_type: "0", started_at: "2026-01-15T15:00:00Z" },
  ];
  const tasks = [task("8", { is_recurrence: true })];
  expect(Object.keys(byId(await touchesOf({ ...nothing, meetings, tasks })))).toEqual(["4", "6", "7"]);
});

test("everybody on a call or a meeting is touched, but no user, no room and nobody who only declined an invitation", async () => {
  const tasks = [task("00T1", { who_id: "0031", who_count: 3n })];
  const meetings = [{ system: "crm", event_id: "00U1", who_id: "0031", started_at: "2026-01-08T15:00:00Z" }];
  const relation = { system: "crm", is_what: false, is_deleted: false };
  const task_relations = [
    { ...relation, task_id: "00T1", relation_id: "0031" },
    { ...relation, task_id: "00T1", relation_id: "0032" },
    { ...relation, task_id: "00T1", relation_id: "00Q3" },
    { ...relation, task_id: "00T1", relation_id: "0064", is_what: true },
    { ...relation, task_id: "00T1", relation_id: "0035", is_deleted: true },
    { ...relation, task_id: "00T2", relation_id: "0036" },
  ];
  const event_relations = [
    { ...relation, event_id: "00U1", relation_id: "0051" },
    { ...relation, event_id: "00U1", relation_id: "0037", is_parent: false, status: "Declined" },
    { ...relation, event_id: "00U1", relation_id: "0038", is_parent: false, status: "New" },
    { ...relation, event_id: "00U1", relation_id: "0039", is_parent: true, status: "Declined" },
  ];
  const found = await touchesOf({ ...nothing, tasks, meetings, task_relations, event_relations });
  expect(found.map(({ touch_id, record_id }) => [touch_id, record_id]).sort()).toEqual([
    ["00T1", "0031"],
    ["00T1:0032", "0032"],
    ["00T1:00Q3", "00Q3"],
    ["00U1", "0031"],
    ["00U1:0038", "0038"],
    ["00U1:0039", "0039"],
  ]);
});

test("an activity with more people than any file names is a warning with its count", async () => {
  const tasks = [task("00T1", { who_id: "0031", who_count: 2n }), task("00T2", { who_id: "0031", who_count: 1n })];
  const meetings = [
    { system: "crm", event_id: "00U1", who_id: "0031", who_count: 2n, started_at: "2026-01-08T15:00:00Z" },
    { system: "crm", event_id: "00U2", who_id: "0031", started_at: null },
  ];
  const event_relations = [{ system: "crm", event_id: "00U1", relation_id: "0032", is_what: false, is_deleted: false }];
  expect(await findingsOf({ ...nothing, tasks, meetings, event_relations })).toEqual([
    ["activities with people whom no relation file names", "crm: Task", 1, "warn"],
    ["completed tasks and meetings without a time", "crm: Event", 1, "info"],
  ]);
});
