import { expect, test } from "vitest";
import { activities_of_engagements } from "../../../../models/adapters/hubspot/canonical/activities_of_engagements.js";
import { sales_touches } from "../../../../models/adapters/hubspot/canonical/sales_touches.js";
import { hubspot_engagement_people } from "../../../../models/adapters/hubspot/intermediate/hubspot_engagement_people.js";
import { hubspot_engagements_done } from "../../../../models/adapters/hubspot/intermediate/hubspot_engagements_done.js";
import { runModel, runPart } from "../../../support/run_model.js";

const at = "2026-01-05T10:00:00Z" as const;
const one = (engagement_id: string, more: object = {}) => ({
  system: "hub",
  engagement_id,
  is_deleted: false,
  occurred_at: at,
  ...more,
});
const done = async (rows: object) =>
  Object.fromEntries(
    (
      await runModel(hubspot_engagements_done, {
        engagements: [],
        calls: [],
        emails: [],
        meetings: [],
        tasks: [],
        kinds: [],
        ...rows,
      })
    ).map(({ engagement_id, ...row }) => [engagement_id, row]),
  );

test("planned, cancelled, postponed and deleted engagements did not take place; a call without an answer did", async () => {
  const calls = [
    one("1"),
    one("2", { status: "NO_ANSWER" }),
    one("3", { status: "Canceled" }),
    one("4", { is_deleted: true }),
    one("5", { occurred_at: null }),
  ];
  const meetings = [
    one("6", { outcome: "No show" }),
    one("7", { outcome: "COMPLETED", started_at: "2026-01-06T10:00:00Z" }),
  ];
  const emails = [one("8", { status: "SCHEDULED" })];
  const found = await done({ calls, meetings, emails });
  expect(Object.keys(found).sort()).toEqual(["1", "2", "7"]);
  expect(found["7"]).toMatchObject({ kind: "meeting", occurred_at: "2026-01-06T10:00:00Z" });
});

test("a completed task is a touch of kind task when it was completed, not when it was due; task_kinds may say otherwise", async () => {
  const tasks = [
    one("1", { status: "COMPLETED", type: "CALL", completed_at: "2026-01-04T09:00:00Z" }),
    one("2", { status: "Completed", type: "TODO", modified_at: "2026-01-07T09:00:00Z" }),
    one("3", { status: "NOT_STARTED" }),
    one("4", { status: null }),
    one("5", { status: "COMPLETED", type: "LINKED_IN", completed_at: at }),
    one("6", { status: "COMPLETED", type: null, completed_at: at }),
  ];
  const kinds = [
    { system: "hub", type: "linked_in", kind: "none" },
    { system: "hub", type: "(none)", kind: "email" },
  ];
  const found = await done({ tasks, kinds });
  expect(Object.entries(found).map(([id, { kind, occurred_at }]) => [id, kind, occurred_at])).toEqual([
    ["1", "task", "2026-01-04T09:00:00Z"],
    ["2", "task", "2026-01-07T09:00:00Z"],
    ["6", "email", at],
  ]);
});

test("emails of sequences and workflows are automated; a reply is the person's activity and no touch", async () => {
  const emails = [
    one("1", { direction: "EMAIL" }),
    one("2", { sequence_id: "9" }),
    one("3", { source: "Sequences" }),
    one("4", { direction: "INCOMING_EMAIL" }),
  ];
  const found = await done({ emails });
  expect(Object.entries(found).map(([id, row]) => [id, row.is_automated, row.is_inbound])).toEqual([
    ["1", false, false],
    ["2", true, false],
    ["3", true, false],
    ["4", false, true],
  ]);
  const engagements = Object.entries(found).map(([engagement_id, row]) => ({
    ...row,
    engagement_id,
    contact_id: "101",
  }));
  const touches = await runPart(sales_touches, { engagements });
  expect(touches.map(({ touch_id }) => touch_id)).toEqual(["1:101", "2:101", "3:101"]);
  expect(await runPart(activities_of_engagements, { engagements })).toMatchObject([
    { activity_id: "engagement:4:101", raw_type: "Email reply" },
  ]);
});

test("the table of all kinds says who and when, where that of the kind does not, and stands for it where it is missing", async () => {
  const engagements = [
    one("1", { type: "CALL", owner_id: "7", occurred_at: "2026-01-09T10:00:00Z" }),
    one("2", { type: "INCOMING_EMAIL" }),
    one("3", { type: "NOTE" }),
    one("4", { type: "MEETING", is_deleted: true }),
  ];
  const found = await done({ engagements, calls: [one("1", { occurred_at: null })], meetings: [one("4")] });
  expect(found).toMatchObject({
    1: { kind: "call", owner_id: "7", occurred_at: "2026-01-09T10:00:00Z" },
    2: { kind: "email", is_inbound: true },
  });
  expect(Object.keys(found)).toEqual(["1", "2"]);
});

test("a meeting that people booked themselves is an activity at the time of the booking", async () => {
  const found = await done({ meetings: [one("1", { booking_link_id: "5", created_at: "2026-01-02T10:00:00Z" })] });
  const engagements = [{ ...found["1"]!, engagement_id: "1", contact_id: "101" }];
  expect(await runPart(activities_of_engagements, { engagements })).toMatchObject([
    { raw_type: "Meeting booked", occurred_at: "2026-01-02T10:00:00Z" },
  ]);
});

test("an engagement is with every contact that it lists or is paired with, each once, and about its first deal", async () => {
  const call = { ...one("1"), kind: "call" as const, is_inbound: false, is_automated: false };
  const rows = await runModel(hubspot_engagement_people, {
    done: [{ ...call, contact_ids: "101;102", deal_ids: "9" }],
    contacts: [{ system: "hub", engagement_id: "1", contact_id: "101" }],
    deals: [{ system: "hub", engagement_id: "1", deal_id: "12" }],
  });
  expect(rows.map(({ contact_id, deal_id }) => [contact_id, deal_id]).sort()).toEqual([
    ["101", "12"],
    ["102", "12"],
  ]);
});
