/** Scoring cases: their given data for the naive evaluation and for the warehouse, and their expected rows. */

import { buildCycleRows } from "../../seeds/company/truth/cycle_builder.js";
import type { TimelineEvent } from "../../seeds/company/truth/timeline.js";
import { factsOf, type TestCase, versionsOf } from "./lifecycle_cases.js";
import { days, isoOf, type Micros, microsOf } from "./micros.js";
import type { Scheme } from "./naive_engagement.js";
import {
  breakdownOf,
  currentScoreOf,
  datedVersions,
  type Lead,
  mqlInstantsOf,
  scoreHistoryOf,
  scoreRecordedMql,
  type Version,
} from "./naive_score.js";

export type Row = Record<string, unknown>;

/** The expected rows of one table as of one instant. */
export interface Expectation {
  table: string;
  asOf: string;
  rows: Row[];
}

/** The cases outside `patterns.json` whose values depend on patterns. */
export const casesWithPatterns: readonly string[] = [
  "Director of operations with three pricing visits in a week",
  "Pricing plus chat of a good fit is hot",
];

/** The expectations of a case. Each row of `scores` has an as-of of its own. */
export function expectationsOf({ as_of, expected }: TestCase): Expectation[] {
  return Object.entries(expected).flatMap(([table, rows]) =>
    table === "scores"
      ? rows.map(({ as_of: own, ...row }) => ({ table, asOf: String(own ?? as_of), rows: [row] }))
      : [{ table, asOf: as_of!, rows }],
  );
}

/** The rows of `person_attributes` of a case. Attributes given as a map are observed on 2025-01-01. */
export function attributeRows({ given }: TestCase, system: string): Row[] {
  const known = (given.attributes ?? {}) as Row[] | Record<string, string>;
  const rows = Array.isArray(known)
    ? known
    : Object.entries(known).map(([attribute, value]) => ({ attribute, value, observed_at: "2025-01-01T00:00:00Z" }));
  return rows.map((row) => ({ person_id: `${system}:p1`, ...row }));
}

export function leadOf(one: TestCase): Lead {
  return {
    activities: (one.given.activities ?? []).map(({ activity_type, asset, is_bot, occurred_at }) => ({
      type: String(activity_type),
      asset: (asset as string | undefined) ?? null,
      isBot: is_bot === true,
      at: microsOf(String(occurred_at)),
    })),
    observations: attributeRows(one, "crm").map(({ attribute, value, observed_at }) => ({
      attribute: String(attribute),
      value: value as string | null,
      at: microsOf(String(observed_at)),
    })),
  };
}

const withoutPatterns = (scheme: Scheme): Scheme => ({ ...scheme, patterns: [] });

/** The rows of one table for a case, by the naive evaluation, with or without its patterns. */
export function evaluateCase(one: TestCase, { table, asOf }: Expectation, { patterns = true } = {}): Row[] {
  const schemes = versionsOf(one).map(patterns ? (scheme) => scheme : withoutPatterns);
  const versions = datedVersions(factsOf(one).config.time_zone, schemes);
  const lead = leadOf(one);
  const now = microsOf(asOf);
  const tables: Record<string, () => object[]> = {
    history: () => scoreHistoryOf(versions, lead, now),
    instants: () => mqlInstantsOf(versions, lead, now),
    scores: () => [currentScoreOf(versions, lead, now)],
    breakdown: () => breakdownOf(versions, lead, now),
    cycles: () => cyclesOf(one, versions, lead, now),
  };
  return tables[table]!().map(withTexts);
}

const withTexts = (row: object): Row =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? isoOf(value) : value]),
  );

/** The cycles of a case: built by the truth's cycle builder, scored by the naive evaluation. */
function cyclesOf(one: TestCase, versions: readonly Version[], lead: Lead, asOf: Micros): Row[] {
  const { mql } = factsOf(one).config;
  const events = (one.given.events ?? []).map(({ occurred_at, ...event }) => ({
    ...event,
    at: Number(microsOf(String(occurred_at))),
  })) as TimelineEvent[];
  const computed = mqlInstantsOf(versions, lead, asOf);
  const cycles = buildCycleRows(
    { events, computed: computed.map(({ scored_at }) => Number(scored_at)), touches: [] },
    {
      asOf: Number(asOf),
      source: mql.source,
      requalify: mql.requalify_customers,
      expiresAfter: null,
      versions: versions.map(({ from, definition }) => ({
        from: Number(from),
        coolOff: Number(days(definition.cool_off_days)),
      })),
    },
  );
  return cycles.map(({ mql_at, ...cycle }) => {
    const at = BigInt(mql_at!);
    const evaluation =
      cycle.mql_origin === "recorded"
        ? scoreRecordedMql(versions, lead, at, asOf)
        : computed.find(({ scored_at }) => scored_at === at)!;
    const bands = { engagement_band: bandOf(evaluation.engagement_score), total_band: bandOf(evaluation.total_score) };
    return { ...cycle, ...evaluation, ...bands, mql_at: at };
  });
}

/** The band of a score with the default bounds. */
function bandOf(score: number): string {
  if (score < 31) return "[0,31)";
  if (score < 51) return "[31,51)";
  return score < 71 ? "[51,71)" : "[71,inf)";
}

const plainValue = (value: unknown) =>
  typeof value === "bigint" ? Number(value) : typeof value === "number" ? Math.round(value * 1e9) / 1e9 + 0 : value;

/** The actual rows with only the columns that the case expects. Unexpected rows keep all columns. */
export function selectExpectedColumns(found: readonly Row[], { table, rows }: Expectation): Row[] {
  const inOrder = table === "breakdown" ? sortLikeExpected(found, rows) : found;
  return inOrder.map((row, at) => {
    const columns = Object.keys(rows[at] ?? row);
    return Object.fromEntries(columns.map((name) => [name, roundBreakdownPoints(table, name, plainValue(row[name]))]));
  });
}

/** Rounds the points of the breakdown to the four decimals that the cases give. */
const roundBreakdownPoints = (table: string, name: string, value: unknown) =>
  table === "breakdown" && name.endsWith("points") && typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;

/** The rows in the order of the expected rows. Unexpected rows come last. */
function sortLikeExpected(found: readonly Row[], rows: readonly Row[]): Row[] {
  const placeOf = ({ rule_id }: Row) => {
    const at = rows.findIndex((row) => row.rule_id === rule_id);
    return at < 0 ? rows.length : at;
  };
  return [...found].sort((one, other) => placeOf(one) - placeOf(other));
}
