import fc from "fast-check";
import type { GivenVersion } from "./definition.js";
import { days, isoOf, type Micros, microsOf } from "./micros.js";
import type { Activity } from "./naive_engagement.js";
import type { Observation } from "./naive_fit.js";
import type { Lead } from "./naive_score.js";

/** A lead with the time of its recorded MQL, if it has one. */
export interface RecordedLead extends Lead {
  readonly recorded: Micros | null;
}

/** The `--as-of` of the runs. Some activities are later. */
export const asOf = microsOf("2026-07-01T00:00:00Z");
const versionDays = ["2026-01-01", "2026-03-08", "2026-05-01"] as const;
/** Midnights in the reporting zone of the runs, New York. */
const versionStarts = ["2026-01-01T05:00:00Z", "2026-03-08T05:00:00Z", "2026-05-01T04:00:00Z"].map(microsOf);

/** Spans after which a score changes: recency steps, hot hours, idle months, the 48 hours before a recorded MQL. */
const edges = [0, 0, 1 / 24, 0.5, 1.25, 2, 14, 29, 30, 60, 90];
const silences = [400, 1100, 4000];

const maybe = <T>(of: fc.Arbitrary<T>, one: number) =>
  fc.oneof({ weight: one - 1, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: of });
/** Usually exactly on the edge, else one microsecond before or after it. */
const besideEdge = fc.constantFrom(0n, 0n, 0n, 1n, -1n);
const edge = fc
  .tuple(
    fc.oneof(
      { weight: 12, arbitrary: fc.constantFrom(...edges) },
      { weight: 1, arbitrary: fc.constantFrom(...silences) },
    ),
    besideEdge,
  )
  .map(([span, beside]) => days(span) + beside);

const types = [
  "demo_request",
  "webinar_attendance",
  "blog_visit",
  "form_fill",
  "email_unsubscribe",
  "inbound_call",
] as const;
const type = fc.constantFrom(...types);
const someTypes = fc.subarray([...types, "other"], { maxLength: 3 });
const assets = ["/pricing", "/Pricing/enterprise", "Partner form", "careers[1]", "a*b?", "a\\zb", "x"];
const globs = ["*pricing*", "*/pricing*", "*pricing/*", "*PARTNER*", "careers[1]", "?*", "*", "a*b?", "a\\*b", "?"];
const someGrades = (least: number) => fc.subarray(["A", "B", "C", "D"], { minLength: least });

const decay = fc.oneof(
  fc.constantFrom(0, 0.15, 0.15, 0.5, 0.9, 1).map((per_idle_month) => ({ per_idle_month })),
  fc.constantFrom(0, 2.5, 10, 0.333).map((points_per_idle_month) => ({ points_per_idle_month })),
);
const descending = (numbers: readonly number[]) => [...numbers].sort((one, other) => other - one);
const recency = fc
  .tuple(
    fc.subarray([0.5, 1.25, 14, 30, 60], { maxLength: 3 }),
    fc.array(fc.constantFrom(2.5, 1.5, 1.1, 1), { minLength: 3, maxLength: 3 }),
  )
  .map(([spans, weights]) => spans.map((within_days, at) => ({ within_days, weight: descending(weights)[at]! })));
const caps = fc
  .tuple(
    fc.subarray(["awareness", "forms", "late"]),
    fc.array(fc.constantFrom(30, 30, 10.5, 0.5), { minLength: 3, maxLength: 3 }),
  )
  .map(([groups, most]) => Object.fromEntries(groups.map((group, at) => [group, most[at]!])));
const handRaiser = fc.record({ grades: someGrades(1), activity_types: someTypes });
const hotBase = { within_hours: fc.constantFrom(48, 1, 12, 30), activity_types: someTypes };

const common = {
  grades: fc.constantFrom({ A: 40, B: 25, C: 10 }, { A: 30, B: 10, C: 0 }, { A: 15, B: 0.0001, C: -20 }),
  decay,
  recency,
  caps,
  quadrant: fc.constantFrom({ high: 50, medium: 20 }, { high: 8.5, medium: 2 }),
};
const twoAxis = fc
  .record({
    ...common,
    scored: fc.record({ grades: someGrades(1), min_engagement: fc.constantFrom(50, 20, 10, 0) }),
    hand_raiser: handRaiser,
    hot: maybe(fc.record(hotBase), 2),
  })
  .map(({ scored, hand_raiser, hot, ...rest }) => ({
    mode: "two_axis",
    ...rest,
    mql: { scored, hand_raiser },
    tiers: hot ? { hot } : {},
  }));
const combined = fc
  .record({
    ...common,
    scored: fc.record(
      { min_total: fc.constantFrom(50, 30, 0, -10), grades: someGrades(1) },
      { requiredKeys: ["min_total"] },
    ),
    hand_raiser: handRaiser,
    hot: maybe(
      fc.record(
        { ...hotBase, min_total: fc.constantFrom(80, 60) },
        { requiredKeys: ["within_hours", "activity_types"] },
      ),
      2,
    ),
  })
  .map(({ scored, hand_raiser, hot, ...rest }) => ({
    mode: "combined",
    ...rest,
    mql: { scored, hand_raiser },
    tiers: hot ? { hot } : {},
  }));

const fitTests = [
  { attribute: "seniority", match: "in", value: "vp; Director" },
  { attribute: "seniority", match: "equals", value: "manager" },
  { attribute: "seniority", match: "contains", value: "DIR" },
  { attribute: "seniority", match: "is_null" },
  { attribute: "employee_count", match: "range", value: "50..500" },
  { attribute: "employee_count", match: "range", value: "..49.5" },
  { attribute: "employee_count", match: "range", value: "500.." },
  { attribute: "job_title", match: "regex", value: "\\bvp\\b" },
  { attribute: "job_title", match: "contains", value: "Head of" },
  { attribute: "job_title", match: "regex", value: "^head" },
  { attribute: "tech_stack", match: "equals", value: "dbt" },
  { attribute: "tech_stack", match: "in", value: "Kafka;Airflow" },
  { attribute: "tech_stack", match: "is_null" },
  { attribute: "is_student", match: "is_true" },
  { attribute: "country", match: "equals", value: "US" },
] as const;
const fitRules = fc
  .tuple(
    fc.subarray([...fitTests]),
    fc.array(
      fc.record({
        points: fc.constantFrom(25, 15, 10, 10, -10, -10, -50, 7.25, 0.00005),
        group: fc.constantFrom(null, null, "g", "h"),
        disqualifies: fc.constantFrom(false, false, false, false, false, false, true),
      }),
      { minLength: fitTests.length, maxLength: fitTests.length },
    ),
  )
  .map(([tests, worths]) => tests.map((test, at) => ({ rule_id: `fit${at}`, ...test, ...worths[at]! })));

const worth = fc.constantFrom(30, 20, 10, 10, 8, 4, 0.5, 12.345, 0.3333, 0, -15, -0.4);
const stage = fc.constantFrom("tofu", "mofu", "bofu", null);
const engagementRule = fc.record({
  activity_type: type,
  asset: maybe(fc.constantFrom(...globs), 3),
  points: worth,
  buying_stage: stage,
  cap: fc.nat(3),
});
const engagementRules = fc.array(engagementRule, { minLength: 2, maxLength: 12, size: "max" });

const version: fc.Arbitrary<GivenVersion> = fc
  .record({ yaml: fc.oneof(twoAxis, combined), fit: fitRules, rules: engagementRules })
  .map(({ yaml, fit, rules }) => {
    const groups = Object.keys(yaml.caps);
    const engagement = rules.map(({ cap, ...rule }, at) => ({
      rule_id: `did${at}`,
      ...rule,
      cap_group: groups[cap] ?? null,
    }));
    return { yaml, fit, engagement };
  });

/** One to three versions of a definition. */
export const arbitraryVersions: fc.Arbitrary<GivenVersion[]> = fc
  .tuple(fc.array(version, { minLength: 1, maxLength: 3 }), fc.nat(2))
  .map(([all, first]) =>
    all.slice(0, versionDays.length - first).map((one, at) => ({ ...one, version: versionDays[first + at]! })),
  );

type Move = (before: Micros) => Micros;
/** The next instant, relative to the one before it. */
const instantStep: fc.Arbitrary<Move> = fc.oneof(
  { weight: 10, arbitrary: edge.map((span) => (before: Micros) => before + span) },
  { weight: 3, arbitrary: edge.map((span) => () => asOf - span) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...versionStarts).chain((start) => besideEdge.map((beside) => () => start + beside)),
  },
);
const longAgo = ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z"].map(microsOf);
const instantSeries = fc
  .tuple(
    maybe(fc.constantFrom(...longAgo), 25),
    fc.array(instantStep, { minLength: 1, maxLength: 8, size: "max" }),
    fc.nat(150),
  )
  .map(([first, all, start]) => {
    let at = microsOf("2025-12-20T00:00:00Z") + days(start);
    const instants = all.map((next) => {
      at = next(at);
      return at;
    });
    return first === null ? instants : [first, ...instants];
  });

const values: Record<string, readonly (string | null)[]> = {
  seniority: ["VP", "vp", " Director ", "manager", "intern", null],
  employee_count: ["49", "49.5", "50", "500", "500.0", "501", "many", "0x64", null],
  job_title: ["VP Marketing", "MVP hunter", " Head of Ops ", null],
  tech_stack: ["Airflow; DBT ", "kafka", "dbt;dbt", "none", null],
  is_student: ["true", "1", " Yes", "no", "t", null],
  country: ["US", "us", "DE", null],
};
const attribute = fc.constantFrom(...Object.keys(values));
const observationPick = fc.record({ attribute, pick: fc.nat(20), place: fc.nat(20) });
const activityPick = fc.record({
  type: fc.constantFrom(...types, "other" as const),
  asset: maybe(fc.constantFrom(...assets), 2),
  isBot: fc.constantFrom(false, false, false, false, false, false, false, true),
  place: fc.nat(20),
});

const oncePerInstant = (observations: readonly Observation[]) => [
  ...new Map(observations.map((one) => [`${one.attribute} ${one.at}`, one])).values(),
];

/** A lead with up to sixteen activities and some observations, at few instants, so that many coincide. */
export const arbitraryLead: fc.Arbitrary<RecordedLead> = fc
  .record({
    instants: instantSeries,
    doings: fc.array(activityPick, { maxLength: 16, size: "max" }),
    sights: fc.array(observationPick, { maxLength: 6, size: "max" }),
    recorded: maybe(fc.tuple(fc.nat(20), fc.constantFrom(0, 2, 2, 2, 30), besideEdge), 2),
  })
  .map(({ instants, doings, sights, recorded }) => {
    const at = (place: number) => instants[place % instants.length]!;
    const mqlAt = recorded && at(recorded[0]) + days(recorded[1]) + recorded[2];
    return {
      activities: doings.map(({ place, ...one }) => ({ ...one, at: at(place) })),
      observations: oncePerInstant(
        sights.map(({ attribute, pick, place }) => {
          const choice = values[attribute]!;
          return { attribute, value: choice[pick % choice.length]!, at: at(place) };
        }),
      ),
      recorded: mqlAt !== null && mqlAt > microsOf("2020-01-01T00:00:00Z") ? mqlAt : null,
    };
  });

type Row = Record<string, unknown>;

/** The leads as rows of the warehouse, one person each: `crm:p0`, `crm:p1`, ... */
export function rowsOfLeads(leads: readonly RecordedLead[], now: Micros): Record<string, Row[]> {
  const of = <T>(rows: (lead: RecordedLead, record: { system: string; record_id: string }) => T[]) =>
    leads.flatMap((lead, at) => rows(lead, { system: "crm", record_id: `p${at}` }));
  return {
    "raw.mapped_people": of((_, record) => [record]),
    "raw.mapped_activities": of(({ activities }, record) =>
      activities.map((one) => ({ ...record, ...activityRow(one) })),
    ).map((row, at) => ({ ...row, activity_id: `a${at}` })),
    "raw.mapped_stage_events": of(({ recorded }, record) =>
      recorded === null ? [] : [{ ...record, stage: "mql", occurred_at: isoOf(recorded), occurred_at_is_date: false }],
    ),
    "intermediate.person_attributes": of(({ observations }, { system, record_id }) =>
      // This table contains no later observations: the model that builds it leaves them out.
      observations
        .filter(({ at }) => at <= now)
        .map(({ attribute, value, at }) => ({
          person_id: `${system}:${record_id}`,
          attribute,
          value,
          observed_at: isoOf(at),
        })),
    ),
  };
}

const activityRow = ({ type, asset, isBot, at }: Activity) => ({
  activity_type: type,
  asset,
  is_bot: isBot,
  occurred_at: isoOf(at),
  occurred_at_is_date: false,
});
