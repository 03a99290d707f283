import { expect, test } from "vitest";
import { activities } from "../../../../models/adapters/salesforce/canonical/activities.js";
import { runPart } from "../../../support/run_model.js";

const nothing = {
  missing: [],
  members: [],
  campaigns: [],
  run: [{ time_zone: "America/New_York", as_of: "2026-01-31T12:00:00Z" as const }],
};
const member = (campaign_member_id: string, more = {}) => ({
  system: "crm",
  campaign_member_id,
  campaign_id: "701",
  lead_id: "00Q1",
  has_responded: true,
  is_deleted: false,
  created_at: "2026-01-06T03:00:00Z" as const,
  ...more,
});
const occurred = (rows: Record<string, unknown>[]) =>
  Object.fromEntries(rows.map(({ activity_id, occurred_at }) => [String(activity_id), occurred_at]));

test("a response on the day of the member's creation gets the creation time, on another day the end of that day", async () => {
  const members = [
    member("same day in New York", { first_responded_date: "2026-01-05" }),
    member("another day", { first_responded_date: "2026-01-06" }),
    member("day of the run", { first_responded_date: "2026-01-31" }),
    member("day unknown"),
  ];
  expect(occurred(await runPart(activities, { ...nothing, members }))).toEqual({
    "same day in New York": "2026-01-06T03:00:00Z",
    "another day": "2026-01-07T04:59:59.999999Z",
    "day of the run": "2026-01-31T12:00:00Z",
    "day unknown": "2026-01-06T03:00:00Z",
  });
});

test("a member who was only sent something has no activity; without the flag, a response date decides", async () => {
  const members = [
    member("sent", { has_responded: false }),
    member("unknown", { has_responded: null }),
    member("dated", { has_responded: null, first_responded_date: "2026-01-05" }),
    member("deleted", { is_deleted: true }),
    member("of nobody", { lead_id: null }),
  ];
  expect(Object.keys(occurred(await runPart(activities, { ...nothing, members })))).toEqual(["dated"]);
});

test("the type of a response comes from its campaign, and it belongs to the contact that the lead was converted to", async () => {
  const members = [member("1", { contact_id: "0031" }), member("2", { campaign_id: "702" })];
  const campaigns = [{ system: "crm", campaign_id: "701", type: "Webinar", name: "Spring" }];
  const rows = await runPart(activities, { ...nothing, members, campaigns });
  expect(rows).toMatchObject([
    { record_id: "0031", raw_type: "CampaignMember:Webinar", asset: "Spring", is_bot: false },
    { record_id: "00Q1", raw_type: "CampaignMember:", asset: null, campaign_id: "702" },
  ]);
});
