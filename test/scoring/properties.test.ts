import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { roundScore } from "../../seeds/company/truth/rounding.js";
import { arbitraryLead, arbitraryVersions, asOf, type RecordedLead, rowsOfLeads } from "../support/arbitrary_leads.js";
import { days } from "../support/micros.js";
import { knownBy, scoreAt, scoreHistoryOf, versionAt } from "../support/naive_score.js";
import {
  buildScenario,
  expectAgreement,
  isNearlyEqual,
  type PersonTables,
  type Scenario,
  scenarioOf,
  toComparable,
} from "../support/scoring_scenarios.js";

/** Try more cases with `DEFINITIONS=40 LIVES=400 SEED=7 npx vitest run test/scoring/properties.test.ts`. */
const definitions = Number(process.env.DEFINITIONS ?? 8);
const count = Number(process.env.LIVES ?? 60);
const seed = Number(process.env.SEED ?? 1);

/** In another order than the given one, the same in every run. */
const shuffled = <T>(rows: readonly T[]) =>
  rows
    .map((row, at) => ({ row, at: (at * 7919) % 10_007 }))
    .sort((one, other) => other.at - one.at)
    .map(({ row }) => row);

const given = fc.sample(arbitraryVersions, { numRuns: definitions, seed });
for (const [no, one] of given.entries()) {
  const leads = fc.sample(arbitraryLead, { numRuns: count, seed: seed + no });
  // For every second definition as-of is the instant of an activity, or a microsecond before or after it.
  const instants = leads
    .flatMap(({ activities }) => activities.map(({ at }) => at))
    .filter((at) => at > asOf - days(300));
  const now = no % 2 === 0 ? asOf : (instants[no] ?? asOf) + BigInt((no % 3) - 1);
  const scenario = scenarioOf(one, { leads, asOf: now, hasCycles: no % 3 === 0 });

  describe(`of ${count} random leads by random definition ${no}`, () => {
    let built: PersonTables[] = [];
    beforeAll(async () => {
      built = await buildScenario(scenario);
    });

    // If they disagree, it takes long to find the smallest lead that shows it.
    test(
      "each lead has the same scores, paths and tiers as summing activity by activity gives",
      { timeout: 900_000 },
      () => expectAgreement(scenario, built),
    );

    test("the breakdown of each axis sums to the score", () => {
      for (const { breakdown, scores } of built) {
        const sum = (axis: string) =>
          breakdown.filter((row) => row.axis === axis).reduce((total, row) => total + (row.points as number), 0);
        const [score] = scores as { fit_score: number; engagement_score: number }[];
        expect([roundScore(sum("fit")), roundScore(sum("engagement"))]).toEqual([
          score!.fit_score + 0,
          score!.engagement_score + 0,
        ]);
      }
    });

    test("disqualified_by names a rule for disqualified people and is null for all others", () => {
      for (const { scores } of built) expect(scores[0]!.disqualified_by !== null).toBe(scores[0]!.is_disqualified);
    });

    test("no score rises between evaluation instants of one version", () => {
      for (const someone of leads) expectNoRise(scenario, someone);
    });
  });
}

/** Checks instants around every edge of recency and decay, from each evaluation instant up to the next one. */
function expectNoRise({ versions, asOf: now }: Scenario, someone: RecordedLead): void {
  const known = knownBy(now, someone);
  const evaluations = scoreHistoryOf(versions, known, now).map(({ scored_at }) => scored_at);
  for (const [no, from] of evaluations.entries()) {
    const until = evaluations[no + 1] ?? now;
    const between = [0, 0.5, 1.25, 2, 14, 29.9, 30, 60, 90, 365]
      .flatMap((span) => [from + days(span), from + days(span) + 1n])
      .filter((at) => at < until && versionAt(versions, at) === versionAt(versions, from));
    const scores = between.map((at) => scoreAt(versions, known, at));
    for (const [at, { fit_score, engagement_score, total_score }] of scores.entries()) {
      const before = scores[at - 1];
      if (!before) continue;
      expect(fit_score).toBe(before.fit_score);
      expect(engagement_score).toBeLessThanOrEqual(before.engagement_score);
      expect(total_score).toBeLessThanOrEqual(before.total_score);
    }
  }
}

test("the order of rows in an export changes no score", async () => {
  const leads = fc.sample(arbitraryLead, { numRuns: count, seed });
  const scenario = scenarioOf(given[0]!, { leads, asOf, hasCycles: false });
  const rows = rowsOfLeads(leads, asOf);
  const other = Object.fromEntries(Object.entries(rows).map(([table, all]) => [table, shuffled(all)]));
  const [one, another] = [await buildScenario(scenario, rows), await buildScenario(scenario, other)];
  const changed = leads.filter((_, at) => !isNearlyEqual(toComparable(another[at]!), toComparable(one[at]!)));
  expect(changed).toEqual([]);
});
