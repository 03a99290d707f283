import { describe, expect, test } from "vitest";
import { activities } from "../../../models/intermediate/activities.js";
import { campaign_touches } from "../../../models/intermediate/campaign_touches.js";
import { cycles_dimensioned } from "../../../models/intermediate/cycles_dimensioned.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const at = (day: string) => `2026-01-${day}T00:00:00Z` as Instant;

describe("activities", () => {
  const done = (activity_id: string, more = {}) => ({
    system: "crm",
    activity_id,
    entity: "lead",
    record_id: "1",
    raw_type: "Page Visit",
    is_bot: false,
    occurred_at: at("05"),
    ...more,
  });
  const nothing = {
    records: [{ system: "crm", entity: "lead", record_id: "1", person_id: "crm:1" }],
    systems: [{ system: "crm", product: "salesforce" as const }],
    campaigns: [],
    channels: [],
    deliveries: [],
  };
  const typed = async (
    of: ReturnType<typeof done>[],
    map: { raw_type: string; asset?: string; activity_type: string }[],
  ) => {
    const rows = await runModel(activities, {
      ...nothing,
      activities: of,
      map: map.map((rule) => ({ ...rule, system: "Salesforce" })),
    });
    return Object.fromEntries(rows.map(({ activity_id, activity_type }) => [activity_id, activity_type]));
  };

  test("an email that is opened or clicked within two seconds of its delivery was opened by a machine", async () => {
    const mail = (activity_id: string, second: string, more = {}) =>
      done(activity_id, {
        activity_type: "email_click",
        asset: "Spring news",
        occurred_at: `2026-01-05T10:00:${second}Z` as Instant,
        ...more,
      });
    const rows = await runModel(activities, {
      ...nothing,
      map: [],
      deliveries: [
        {
          system: "crm",
          entity: "lead",
          record_id: "1",
          asset: "Spring news",
          delivered_at: "2026-01-05T10:00:11Z" as Instant,
        },
      ],
      activities: [
        mail("too early", "08.999999"),
        mail("before", "09"),
        mail("at once", "11", { activity_type: "email_open" }),
        mail("in time", "13"),
        mail("later", "13.000001"),
        mail("another mail", "12", { asset: "Summer news" }),
        mail("no mail", "12", { activity_type: "web_visit" }),
        mail("marked", "30", { is_bot: true }),
      ],
    });
    expect(rows.flatMap(({ activity_id, is_bot }) => (is_bot ? [activity_id] : [])).sort()).toEqual([
      "at once",
      "before",
      "in time",
      "marked",
    ]);
  });

  test("the type comes from the rule with the longest matching asset, else from the rule without an asset, else it is other", async () => {
    const map = [
      { raw_type: "page visit", activity_type: "web_visit" },
      { raw_type: "page visit", asset: "/pricing*", activity_type: "pricing_visit" },
      { raw_type: "page visit", asset: "/pricing/enterprise?", activity_type: "enterprise_visit" },
    ];
    const visits = [
      done("1"),
      done("2", { asset: "/PRICING/plans" }),
      done("3", { asset: "/pricing/enterprise1" }),
      done("4", { raw_type: "Webinar" }),
      done("5", { activity_type: "demo_request" }),
    ];
    expect(await typed(visits, map)).toEqual({
      1: "web_visit",
      2: "pricing_visit",
      3: "enterprise_visit",
      4: "other",
      5: "demo_request",
    });
  });

  test("a bracket in an asset pattern matches only a bracket", async () => {
    const map = [{ raw_type: "page visit", asset: "/[a]*", activity_type: "web_visit" }];
    expect(await typed([done("1", { asset: "/[a]b" }), done("2", { asset: "/ab" })], map)).toEqual({
      1: "web_visit",
      2: "other",
    });
  });

  test("activities of excluded records are left out", async () => {
    expect(await typed([done("1", { record_id: "2" })], [])).toEqual({});
  });
});

describe("campaign touches", () => {
  const activity = (campaign_id: string | null, day: string, more = {}) => ({
    system: "crm",
    person_id: "crm:1",
    activity_id: `${campaign_id} ${day}`,
    campaign_id,
    is_bot: false,
    occurred_at: at(day),
    ...more,
  });
  const nothing = {
    people: [],
    records: [{ system: "crm", entity: "lead", record_id: "1", person_id: "crm:1" }],
    campaigns: [],
    run: [{ as_of: at("20") }],
  };
  const firsts = (rows: { campaign_id: string; is_first: boolean }[]) =>
    rows.flatMap(({ campaign_id, is_first }) => (is_first ? [campaign_id] : []));

  test("the campaign that created the record counts as the first one, although the person did nothing", async () => {
    const people = [{ system: "crm", entity: "lead", record_id: "1", campaign_id: "list", created_at: at("01") }];
    const rows = await runModel(campaign_touches, { ...nothing, people, activities: [activity("webinar", "05")] });
    expect(firsts(rows)).toEqual(["list"]);
    expect(rows.map(({ campaign_id, is_activity }) => [campaign_id, is_activity]).sort()).toEqual([
      ["list", false],
      ["webinar", true],
    ]);
  });

  test("of several touches at one instant the smallest campaign id counts; bots and touches after as-of do not count", async () => {
    const of = [activity("b", "05"), activity("a", "05"), activity("bot", "01", { is_bot: true }), activity("c", "21")];
    const rows = await runModel(campaign_touches, { ...nothing, activities: [...of, activity(null, "02")] });
    expect(rows.map(({ campaign_id }) => campaign_id)).toEqual(["a"]);
  });
});

describe("dimensions of a cycle", () => {
  const cycle = { person_id: "1", cycle_no: 1n };
  const touch = (campaign_id: string, day: string, more = {}) => ({
    person_id: "1",
    system: "crm",
    campaign_id,
    campaign_name: `The ${campaign_id}`,
    campaign_type: campaign_id,
    is_activity: true,
    is_first: false,
    occurred_at: at(day),
    ...more,
  });
  const nothing = {
    cycles: [cycle],
    opened: [{ ...cycle, mql_at: at("10") }],
    people: [{ person_id: "1", source: "Web " }],
    titles: [],
    sizes: [],
    regions: [],
    touches: [],
    channels: [
      { source: "web", medium: null, campaign_type: "webinar", channel: "Events" },
      { source: "web", medium: null, campaign_type: null, channel: "Direct" },
    ],
    periods: [],
    owners: [],
    attributes: [],
  };
  const cut = async (more: object) => (await runModel(cycles_dimensioned, { ...nothing, ...more }))[0];

  test("the trigger campaign is the one of the latest activity at or before the MQL", async () => {
    const touches = [
      touch("list", "01", { is_activity: false, is_first: true }),
      touch("fair", "05"),
      touch("webinar", "10"),
      touch("letter", "10", { is_activity: false }),
      touch("late", "11"),
    ];
    expect(await cut({ touches })).toMatchObject({
      first_campaign_id: "list",
      trigger_campaign_id: "webinar",
      campaign: "The webinar",
      channel: "Events",
    });
  });

  test("without such an activity the first campaign is the trigger; without any campaign there is no trigger", async () => {
    const touches = [touch("list", "01", { is_activity: false, is_first: true }), touch("webinar", "11")];
    expect(await cut({ touches })).toMatchObject({
      first_campaign_id: "list",
      trigger_campaign_id: "list",
      channel: null,
    });
    expect(await cut({})).toMatchObject({ first_campaign_id: null, trigger_campaign_id: null, channel: "Direct" });
  });

  test("the definition version is the one in force at the MQL, to the microsecond", async () => {
    const periods = ["01", "10", "11"].map((day) => ({ definition_version: day, from_at: at(day) }));
    expect(await cut({ periods })).toMatchObject({ definition_version: "10" });
    expect(await cut({ periods: periods.slice(2) })).toMatchObject({ definition_version: null });
  });

  test("the owner is the person's owner at the MQL, else the owner of the cycle's earliest stage; the team is that owner's team", async () => {
    const owners = [{ owner_id: "u2", team: "East" }];
    const cycles = [{ ...cycle, owner_id: "u2" }];
    expect(await cut({ cycles, owners })).toMatchObject({ owner_id: "u2", owner_team: "East" });
    const attributes = [
      { person_id: "1", attribute: "owner_id", value: "u1", observed_at: at("01") },
      { person_id: "1", attribute: "owner_id", value: "u2", observed_at: at("11") },
    ];
    expect(await cut({ cycles, owners, attributes })).toMatchObject({ owner_id: "u1", owner_team: null });
  });

  test("an unqualified entry has no MQL, so it takes the first campaign and no definition version", async () => {
    const periods = [{ definition_version: "01", from_at: at("01") }];
    const touches = [touch("webinar", "05", { is_first: true })];
    expect(await cut({ cycles: [{ ...cycle, cycle_no: 0n }], opened: [], periods, touches })).toMatchObject({
      trigger_campaign_id: "webinar",
      definition_version: null,
      is_recycled: false,
    });
  });

  test("the same holds for many unqualified entries: no later campaign becomes the trigger", async () => {
    const entries = Array.from({ length: 200 }, (_, no) => ({ person_id: `${no}`, cycle_no: 0n }));
    const touches = entries.flatMap(({ person_id }) => [
      touch("list", "01", { person_id, is_activity: false, is_first: true }),
      touch("webinar", "05", { person_id }),
    ]);
    const people = entries.map(({ person_id }) => ({ person_id }));
    const periods = [{ definition_version: "01", from_at: at("01") }];
    const given = { ...nothing, cycles: entries, opened: [], people, touches, periods };
    const rows = await runModel(cycles_dimensioned, given);
    const cuts = new Set(rows.map((row) => `${row.trigger_campaign_id} ${row.definition_version}`));
    expect([rows.length, ...cuts]).toEqual([200, "list null"]);
  });
});
