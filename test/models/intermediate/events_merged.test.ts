import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { events_merged } from "../../../models/intermediate/events_merged.js";
import { guesses_given_way } from "../../../models/intermediate/guesses_given_way.js";
import { mergeTellings, type Telling } from "../../../seeds/company/truth/told_events.js";
import type { Stage } from "../../../src/base/lifecycle.js";
import type { Instant } from "../../../src/table/columns.js";
import { runModel } from "../../support/run_model.js";

const run = [{ time_zone: "America/New_York" }];
const reasons = [{ raw_reason: " No Money ", reason: "No budget" }];
const told = (record_id: string, occurred_at: string, more = {}) => ({
  person_id: "crm:1",
  system: "crm",
  entity: "lead",
  record_id,
  opportunity_id: null as string | null,
  opportunity_key: null as string | null,
  owner_id: null,
  stage: "mql" as Stage,
  detail: null as string | null,
  is_approximate: false,
  is_guess: false,
  mql_at: null as Instant | null,
  fault: null,
  occurred_at: occurred_at as Instant,
  ...more,
});
const merged = async (...events: ReturnType<typeof told>[]) =>
  (
    await runModel(events_merged, {
      ...{ events, reasons, run },
      given_way: await runModel(guesses_given_way, { events }),
    })
  ).sort((one, other) => (one.occurred_at < other.occurred_at ? -1 : 1));
const timesOf = async (...events: ReturnType<typeof told>[]) =>
  (await merged(...events)).map(({ occurred_at }) => occurred_at);
const date = { is_approximate: true };

describe("of what all records of a person say of one stage", () => {
  test("the exact instant beats a date of the same reporting day, whichever record has which", async () => {
    const rows = await merged(
      told("003", "2026-03-05T05:00:00Z", { ...date, entity: "contact" }),
      // 23:30 of March 5 in New York.
      told("00Q", "2026-03-06T04:30:00Z"),
    );
    expect(rows).toMatchObject([
      { occurred_at: "2026-03-06T04:30:00Z", is_approximate: false, record_id: "00Q", tellings: 2n },
    ]);
  });

  test("a date of another day, stage or opportunity stays an event", async () => {
    const exact = told("00Q", "2026-03-06T05:30:00Z");
    const day = "2026-03-05T05:00:00Z";
    expect(await timesOf(exact, told("003", day, date))).toHaveLength(2);
    const same = "2026-03-06T05:00:00Z";
    expect(await timesOf(exact, told("003", same, { ...date, stage: "sal" }))).toHaveLength(2);
    expect(await timesOf(exact, told("003", same, { ...date, opportunity_key: "crm:7" }))).toHaveLength(2);
    expect(await timesOf(exact, told("003", same, { ...date, person_id: "crm:2" }))).toHaveLength(2);
  });

  test("instants within sixty seconds of the first are one, at the first; a later one begins anew", async () => {
    const at = (clock: string) => told(clock, `2026-03-05T10:${clock}Z`);
    expect(await timesOf(at("00:00"), at("01:00"))).toEqual(["2026-03-05T10:00:00Z"]);
    expect(await timesOf(at("00:00"), at("01:00.000001"))).toHaveLength(2);
    expect(await timesOf(at("01:20"), at("00:00"), at("00:40"), at("02:00"))).toEqual([
      "2026-03-05T10:00:00Z",
      "2026-03-05T10:01:20Z",
    ]);
  });

  test("a date joins the first exact instant of its day", async () => {
    const [first, second] = await merged(
      told("1", "2026-03-05T20:00:00Z"),
      told("2", "2026-03-05T15:00:00Z"),
      told("3", "2026-03-05T05:00:00Z", date),
    );
    expect([first?.tellings, second?.tellings]).toEqual([2n, 1n]);
  });

  test("a rejection keeps the reason that means a standard one, else that of the smallest record, and its first instant", async () => {
    const refused = (id: string, clock: string, detail: string | null) =>
      told(id, `2026-03-05T10:00:${clock}Z`, { stage: "rejected", detail });
    expect(await merged(refused("1", "00", "odd"), refused("2", "30", "no money"))).toMatchObject([
      { record_id: "2", detail: "no money", occurred_at: "2026-03-05T10:00:00Z", is_reason_mapped: true },
    ]);
    expect(await merged(refused("2", "00", "odd"), refused("1", "30", "other"))).toMatchObject([
      { record_id: "1", detail: "other", occurred_at: "2026-03-05T10:00:00Z" },
    ]);
  });

  test("a link to an MQL that only one of the records has stays", async () => {
    const mql_at = "2026-03-05T05:00:00Z" as Instant;
    const won = (id: string, clock: string, more = {}) => told(id, `2026-03-05T${clock}Z`, { stage: "won", ...more });
    expect(await merged(won("1", "15:00:00"), won("2", "23:00:00", { ...date, mql_at }))).toMatchObject([
      { occurred_at: "2026-03-05T15:00:00Z", mql_at },
    ]);
  });
});

test("a guess is the recorded event of another record, told once more: it has that event's instant and opportunity", async () => {
  const guess = { is_approximate: true, is_guess: true };
  expect(
    await merged(
      told("1", "2026-01-01T10:00:00Z", guess),
      told("2", "2026-03-05T10:00:00Z"),
      told("3", "2026-03-09T10:00:00Z"),
    ),
  ).toMatchObject([
    { record_id: "2", occurred_at: "2026-03-05T10:00:00Z", is_approximate: false, tellings: 2n },
    { record_id: "3", tellings: 1n },
  ]);
  const won = { stage: "won" as Stage };
  expect(
    await merged(
      told("1", "2026-01-01T10:00:00Z", { ...won, ...guess }),
      told("2", "2026-03-06T04:59:59.999999Z", { ...won, ...date, opportunity_key: "crm:7", opportunity_id: "7" }),
    ),
  ).toMatchObject([{ record_id: "2", opportunity_key: "crm:7", opportunity_id: "7", tellings: 2n }]);
});

describe("two events of one stage at one instant are two", () => {
  const at = "2026-03-05T15:00:00Z";
  const won = (id: string, more = {}) => told(id, at, { stage: "won", ...more });
  const linked = (day: string) => ({ mql_at: `2026-01-${day}T05:00:00Z` as Instant });

  test("if they are of two opportunities, also of linked ones", async () => {
    const rows = await merged(
      won("1", { opportunity_key: "crm:7", ...linked("05") }),
      won("1", { opportunity_key: "crm:8", ...linked("09") }),
      won("1", { opportunity_key: "hub:7" }),
    );
    expect(rows.map(({ opportunity_key }) => opportunity_key).sort()).toEqual(["crm:7", "crm:8", "hub:7"]);
  });

  test("if they are without an opportunity, but of MQLs of two days; what has no link tells of the first", async () => {
    const rows = await merged(won("1", linked("05")), won("2", linked("09")), won("3", linked("09")), won("4"));
    expect(rows.map(({ mql_at, tellings }) => [mql_at, tellings]).sort()).toEqual([
      [linked("05").mql_at, 2n],
      [linked("09").mql_at, 2n],
    ]);
  });

  test("one opportunity that two records link to different MQLs is one event", async () => {
    const one = { opportunity_key: "crm:7" };
    expect(await merged(won("1", { ...one, ...linked("05") }), won("2", { ...one, ...linked("09") }))).toHaveLength(1);
  });
});

test("events that cannot be are left out", async () => {
  const later = told("1", "2062-03-05T10:00:00Z", { fault: "after the run's as-of" });
  expect(await merged(later)).toEqual([]);
});

const start = Date.parse("2026-03-05T00:00:00Z");
const telling = fc.record({
  stage: fc.constantFrom("mql", "rejected"),
  // Steps of 20 seconds around midnight of New York, so that runs, whole minutes and changes of the day are common.
  at: fc.oneof(fc.integer({ min: -9, max: 9 }), fc.constantFrom(2000, 2001, 2003, 2006)).map((no) => no * 20),
  isApproximate: fc.boolean(),
  opportunity: fc.constantFrom(undefined, undefined, "7"),
  reason: fc.constantFrom(undefined, "odd", "no money"),
  /** Days before the event. */
  link: fc.constantFrom(undefined, undefined, 1, 2),
});

test("any tellings are merged as the rule says, walked through one by one", async () => {
  const dayOf = (micros: number) => Math.floor((micros / 1e6 - 5 * 3600) / 86400);
  const midnight = start + 5 * 3_600_000;
  const isoOf = (micros: number) => new Date(micros / 1000).toISOString().replace(".000Z", "Z") as Instant;
  await fc.assert(
    fc.asyncProperty(fc.array(telling, { maxLength: 12, size: "max" }), async (drawn) => {
      const tellings: Telling[] = drawn.map(({ at, link, stage, ...more }, no) => ({
        ...more,
        stage,
        at: (midnight + at * 1000) * 1000,
        link: link === undefined ? undefined : (midnight - link * 86_400_000) * 1000,
        isStandard: more.reason === "no money",
        record: String(no).padStart(2, "0"),
      }));
      const expected = mergeTellings(tellings, dayOf).map(({ stage, at, opportunity, reason, link }) =>
        [stage, isoOf(at), opportunity, reason, link === undefined ? null : isoOf(link)].join(" "),
      );
      const rows = await merged(
        ...tellings.map((one) =>
          told(one.record!, isoOf(one.at), {
            stage: one.stage,
            is_approximate: one.isApproximate,
            detail: one.reason ?? null,
            opportunity_id: one.opportunity ?? null,
            opportunity_key: one.opportunity ? `crm:${one.opportunity}` : null,
            mql_at: one.link === undefined ? null : isoOf(one.link),
          }),
        ),
      );
      const found = rows.map(({ stage, occurred_at, opportunity_id, detail, mql_at }) =>
        [stage, occurred_at, opportunity_id ?? undefined, detail ?? undefined, mql_at].join(" "),
      );
      expect(found.sort()).toEqual(expected.sort());
    }),
    { numRuns: 60 },
  );
}, 60_000);
