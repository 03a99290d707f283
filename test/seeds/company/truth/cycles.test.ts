import { expect, test } from "vitest";
import { expectedCycles } from "../../../../seeds/company/truth/cycles.js";
import type { PersonHistory } from "../../../../seeds/company/world/ground_truth.js";
import {
  activityOf,
  engagementRules,
  fitRules,
  microsAt,
  personHistory,
  stageEvent,
  truthContextWith,
  vpObservations,
} from "./truth_fixtures.js";

const cycles = (given: Parameters<typeof personHistory>[0], book = truthContextWith()) =>
  expectedCycles(personHistory(given), book);

test("a hand-raise with a good fit opens a cycle with the scores at that instant", () => {
  expect(
    cycles({ observations: vpObservations, activities: [activityOf("demo_request", "2026-03-02")] }),
  ).toMatchObject([
    {
      person_id: "crm:p1",
      cycle_no: 1,
      mql_at: microsAt("2026-03-02"),
      mql_origin: "computed",
      path: "hand_raiser",
      tier: "hot",
      grade: "A",
      fit_score: 45,
      engagement_score: 75,
      engagement_band: "[71,inf)",
      total_band: "[71,inf)",
      definition_version: "2025-01-01",
      outcome: "awaiting",
      mql_is_approximate: false,
      is_recycled: false,
    },
  ]);
});

test("a recorded MQL is scored at its instant and replaces computed ones", () => {
  const did = [activityOf("demo_request", "2026-03-02 09:00")];
  expect(
    cycles({ observations: vpObservations, activities: did, events: [stageEvent("mql", "2026-03-04 09:00")] }),
  ).toMatchObject([
    { mql_at: microsAt("2026-03-04 09:00"), mql_origin: "recorded", path: "hand_raiser", engagement_score: 75 },
  ]);
  expect(
    cycles({ observations: vpObservations, activities: did, events: [stageEvent("mql", "2026-03-04 09:01")] }),
  ).toMatchObject([{ path: "scored" }]);
  expect(cycles({ events: [stageEvent("mql", "2026-03-04")] })).toMatchObject([
    { path: null, tier: null, grade: "D", engagement_band: "[0,31)" },
  ]);
});

test("each cycle has the version in force at its MQL", () => {
  const versions = ["2025-01-01", "2026-03-01"].map((version) => ({
    version,
    fit: fitRules,
    engagement: engagementRules,
  }));
  const events = [
    stageEvent("mql", "2026-02-01"),
    stageEvent("rejected", "2026-02-02"),
    stageEvent("mql", "2026-03-05"),
  ];
  const found = cycles({ events }, truthContextWith({}, versions));
  expect(found.map((one) => [one.definition_version, one.is_recycled])).toEqual([
    ["2025-01-01", false],
    ["2026-03-01", true],
  ]);
});

test("a rejection has its raw reason and the standard one", () => {
  const reasonOf = (reason: string | null) =>
    cycles({ events: [stageEvent("mql", "2026-02-01"), stageEvent("rejected", "2026-02-02", { reason })] })[0]!;
  expect(reasonOf("no money")).toMatchObject({ rejection_reason_raw: "no money", rejection_reason: "No budget" });
  expect(reasonOf("n.i.")).toMatchObject({ rejection_reason_raw: "n.i.", rejection_reason: "Unmapped" });
  expect(reasonOf(null)).toMatchObject({ rejection_reason_raw: null, rejection_reason: "No reason given" });
  expect(cycles({ events: [stageEvent("mql", "2026-02-01")] })[0]).toMatchObject({ rejection_reason: null });
});

test("a cycle without touches expires if the team has configured it", () => {
  const book = truthContextWith({ mql: { cycle_expires_days: 60 } });
  expect(cycles({ events: [stageEvent("mql", "2026-02-01")] }, book)).toMatchObject([
    {
      outcome: "recycled",
      rejected_at: microsAt("2026-04-02"),
      rejection_reason: "Expired",
      rejection_reason_raw: null,
    },
  ]);
});

test("a sales touch belongs to the cycle of its time; automated emails do not count", () => {
  const touch = (kind: "call" | "meeting", when: string, is_automated = false): PersonHistory["touches"][number] => ({
    kind,
    is_automated,
    at: microsAt(when),
  });
  const touches = [
    touch("call", "2026-01-31"),
    touch("call", "2026-02-01 13:00", true),
    touch("call", "2026-02-02"),
    touch("meeting", "2026-02-03"),
    touch("meeting", "2026-03-05"),
  ];
  const events = [
    stageEvent("mql", "2026-02-01"),
    stageEvent("rejected", "2026-02-05"),
    stageEvent("mql", "2026-03-05"),
  ];
  expect(cycles({ events, touches }).map((one) => [one.first_touch_at, one.meeting_at])).toEqual([
    [microsAt("2026-02-02"), microsAt("2026-02-03")],
    [microsAt("2026-03-05"), microsAt("2026-03-05")],
  ]);
  const entry = cycles({ events: [stageEvent("sal", "2026-02-01")], touches });
  expect(entry).toMatchObject([{ cycle_no: 0, mql_at: null, definition_version: null, first_touch_at: null }]);
});

test("a cycle has the amount of its opportunity", () => {
  const events = [stageEvent("mql", "2026-02-01"), stageEvent("opportunity", "2026-02-05", { opportunity_id: "o1" })];
  const amountOf = (cents: number | null, currency: string | null) =>
    cycles({ events, opportunities: [{ opportunity_id: "o1", cents, currency }] })[0]!;
  expect(amountOf(123_450, "EUR")).toMatchObject({ opportunity_id: "o1", amount: "1234.50", currency: "EUR" });
  expect(amountOf(5, null)).toMatchObject({ amount: "0.05", currency: "USD" });
  expect(amountOf(null, "EUR")).toMatchObject({ amount: null, currency: null });
});

test("the first campaign may be the one that created the record; the trigger campaign needs an activity", () => {
  const acquired = [{ campaign_id: "c2", at: microsAt("2026-01-10") }];
  const did = [
    activityOf("webinar_attendance", "2026-01-20", { campaign_id: "c1", is_bot: true }),
    activityOf("webinar_attendance", "2026-02-10", { campaign_id: "c3" }),
    activityOf("webinar_attendance", "2026-02-10", { campaign_id: "c1" }),
    activityOf("blog_visit", "2026-02-11"),
    activityOf("webinar_attendance", "2026-03-10", { campaign_id: "c2" }),
  ];
  const triggersOf = (mql: string) =>
    cycles({ acquisition_campaigns: acquired, activities: did, events: [stageEvent("mql", mql)] })[0]!;
  expect(triggersOf("2026-01-25")).toMatchObject({ first_campaign_id: "c2", trigger_campaign_id: "c2" });
  expect(triggersOf("2026-02-10")).toMatchObject({ first_campaign_id: "c2", trigger_campaign_id: "c1" });
  expect(triggersOf("2026-02-09")).toMatchObject({ trigger_campaign_id: "c2" });
  expect(triggersOf("2026-03-10")).toMatchObject({ trigger_campaign_id: "c2" });
});

test("the channel comes from the source, else from the trigger campaign's type, else it is Unmapped", () => {
  const channelOf = (source: string | null, campaign_id: string | null) => {
    const did = [activityOf("webinar_attendance", "2026-01-10", { campaign_id })];
    return cycles({ profile: { source }, activities: did, events: [stageEvent("mql", "2026-02-01")] })[0]!.channel;
  };
  expect(channelOf("Webinar", "c2")).toBe("Events");
  expect(channelOf(null, "c2")).toBe("Partner");
  expect(channelOf("Pigeon", "c2")).toBe("Partner");
  expect(channelOf("Pigeon", null)).toBe("Unmapped");
  expect(channelOf(null, "c3")).toBe("Unmapped");
  expect(channelOf(null, null)).toBe(null);
});

test("an MQL with only a day is marked as approximate", () => {
  const mql = stageEvent("mql", "2026-02-01", { is_approximate: true });
  expect(cycles({ events: [mql] })).toMatchObject([{ mql_is_approximate: true }]);
  expect(cycles({ events: [mql, stageEvent("mql", "2026-02-01")] })).toMatchObject([{ mql_is_approximate: false }]);
});
