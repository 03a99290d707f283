import fc from "fast-check";
import type { LifecycleRules, Timeline, TimelineEvent } from "../../seeds/company/truth/timeline.js";
import type { Instant } from "../../src/table/columns.js";
import { type RowsByTable, runFacts } from "./built_models.js";
import { versionOf } from "./definition.js";

/** Step between two possible instants. It is large, so that events often coincide. */
export const gridStep = 5 * 86_400_000;
const lastSlot = 24;
const startOfGrid = Date.UTC(2026, 0, 1);
/** The `--as-of` of the runs. Some events are later. */
export const asOf = startOfGrid + 22 * gridStep;
const isoOf = (at: number) => new Date(at).toISOString() as Instant;

/** An instant. Half of them are multiples of 30 days, so that ties and spans of exactly a cool-off are common. */
const slot = fc
  .oneof(
    fc.nat(lastSlot),
    fc.nat(lastSlot / 6).map((at) => at * 6),
  )
  .map((at) => startOfGrid + at * gridStep);
const maybe = <T>(of: fc.Arbitrary<T>, one: number) =>
  fc.oneof({ weight: one - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of });
/** An event without its undefined properties. */
const withoutUndefined = <T extends object>(event: T) =>
  Object.fromEntries(Object.entries(event).filter(([, value]) => value !== undefined)) as unknown as TimelineEvent;

const stage = fc.record({
  stage: fc.constantFrom(
    "mql",
    "mql",
    "mql",
    "sal",
    "sql",
    "opportunity",
    "won",
    "lost",
    "rejected",
    "rejected",
    "recycled",
  ),
  at: slot,
  link: maybe(slot, 8),
});
/** The rejections whose reason is a standard one: only then may a recycling beat a rejection of the same instant. */
const standardReasons = [
  `rejected ${startOfGrid + 10 * gridStep}`,
  ...[6, 12, 18].map((at) => `recycled ${startOfGrid + at * gridStep}`),
];

/** Stage events. Only rejections have a reason, which identifies the rejection in a cycle. */
const stages = stage.map(({ stage, at, link }) =>
  withoutUndefined({
    stage,
    at,
    link: stage === "mql" ? undefined : link,
    reason: /^re/.test(stage) ? `${stage} ${at}` : undefined,
    isStandard: standardReasons.includes(`${stage} ${at}`),
  }),
);

const deal = (opportunity: string) =>
  fc
    .record({
      opened: slot,
      openedLink: maybe(slot, 8),
      isRecorded: fc.constantFrom(true, true, true, true, false),
      again: maybe(slot, 8),
      end: fc.constantFrom("won", "lost", "lost", undefined),
      ended: slot,
      endLink: maybe(slot, 8),
      otherEnd: maybe(slot, 8),
    })
    .map(({ opened, openedLink, isRecorded, again, end, ended, endLink, otherEnd }) => [
      ...(isRecorded ? [withoutUndefined({ stage: "opportunity", at: opened, opportunity, link: openedLink })] : []),
      ...(isRecorded && again && !openedLink ? [{ stage: "opportunity", at: again, opportunity }] : []),
      ...(end ? [withoutUndefined({ stage: end, at: ended, opportunity, link: endLink })] : []),
      ...(end && otherEnd ? [{ stage: end === "won" ? "lost" : "won", at: otherEnd, opportunity }] : []),
    ]);
const deals = fc
  .tuple(deal("o1"), deal("o2"), deal("o3"), fc.nat(3))
  .map(([one, two, three, count]) => [one, two, three].slice(0, count).flat());

const distinct = (events: readonly TimelineEvent[]) => [
  ...new Map(events.map((event) => [`${event.stage} ${event.at} ${event.opportunity}`, event])).values(),
];

/** One person: stage events, up to three opportunities, computed MQLs, and touches by the person and by sales. */
export const arbitraryTimeline: fc.Arbitrary<Timeline> = fc.record({
  events: fc
    .tuple(fc.array(stages, { maxLength: 10, size: "max" }), deals)
    .map(([some, more]) => distinct([...some, ...more])),
  computed: fc.uniqueArray(slot, { maxLength: 4 }),
  touches: fc.uniqueArray(slot, { maxLength: 4 }),
});

/** The run that the rules describe: as-of, configuration and definition. */
export function factsOfRules({ asOf, source, requalify, expiresAfter, versions }: LifecycleRules) {
  const cycle_expires_days = expiresAfter === null ? null : expiresAfter / 86_400_000;
  const mql = { source, requalify_customers: requalify, cycle_expires_days };
  const definitions = versions.map(({ from, coolOff }, at) =>
    versionOf({
      version: `v${at}`,
      effective_from: isoOf(from).slice(0, 10),
      yaml: { cool_off_days: coolOff / 86_400_000 },
    }),
  );
  return runFacts(isoOf(asOf), { time_zone: "UTC", mql }, definitions);
}

/** Attributes for the dimensions of the funnel. They vary between people and are sometimes unknown. */
const describedColumns = (at: number) => ({
  source: ["Webinar", "Paid Search", "Carrier pigeon", " ", null][at % 5],
  job_title: ["VP Sales", "Intern", null][at % 3],
  country: ["Germany", "Atlantis", null, "France"][at % 4],
  industry: ["Software", null][at % 2],
  owner_id: ["u1", "u2", null][at % 3],
  employee_count: [10n, 5000n, null][at % 3],
});

const lookups = {
  "raw.channels": [
    { priority: 1n, source: "webinar", channel: "Events" },
    { priority: 2n, source: "paid search", channel: "Paid" },
  ],
  "raw.titles": [{ priority: 1n, match: "contains", value: "vp", seniority: "VP", department: "Sales" }],
  "raw.personas": [{ priority: 1n, match: "contains", value: "sales", persona: "Seller" }],
  "raw.regions": [{ country: "Germany", region: "EMEA" }],
  "raw.company_sizes": [{ band: "1-49", min_employees: 1n, max_employees: 49n }],
  "raw.owners": [{ owner_id: "u1", team: "East" }],
  "raw.rejection_reasons": standardReasons.map((raw_reason) => ({ raw_reason, reason: "No budget" })),
};

/** The timelines as rows of the warehouse, one person each: `crm:p0`, `crm:p1`, ... */
export function rowsOfTimelines(timelines: readonly Timeline[]): RowsByTable {
  const of = <T>(rows: (timeline: Timeline, record: { system: string; record_id: string }) => readonly T[]) =>
    timelines.flatMap((timeline, at) => rows(timeline, { system: "crm", record_id: `p${at}` }));
  const touched = (parity: number) =>
    of(({ touches }, record) =>
      touches.flatMap((at, no) =>
        no % 2 === parity ? [{ ...record, occurred_at: isoOf(at), occurred_at_is_date: false }] : [],
      ),
    );
  return {
    ...lookups,
    "raw.mapped_people": timelines.map((_, at) => ({ system: "crm", record_id: `p${at}`, ...describedColumns(at) })),
    "raw.mapped_stage_events": of(({ events }, record) =>
      events.map(({ stage, at, opportunity, reason, link }) => ({
        ...record,
        stage,
        reason,
        opportunity_id: opportunity,
        occurred_at: isoOf(at),
        occurred_at_is_date: false,
        mql_at: link === undefined ? null : isoOf(link),
        mql_at_is_date: link === undefined ? null : false,
      })),
    ),
    "raw.mapped_activities": touched(0).map((row, at) => ({
      ...row,
      activity_id: `a${at}`,
      activity_type: "web_visit",
    })),
    "raw.mapped_sales_touches": touched(1).map((row, at) => ({ ...row, touch_id: `t${at}`, kind: "call" })),
    "intermediate.mql_instants": of(({ computed }, { system, record_id }) =>
      computed.map((at) => ({
        person_id: `${system}:${record_id}`,
        definition_version: "v0",
        grade: "A",
        path: "scored",
        fit_score: 40,
        engagement_score: 30,
        total_score: 70,
        is_fit_backfilled: false,
        scored_at: isoOf(at),
      })),
    ),
  };
}
