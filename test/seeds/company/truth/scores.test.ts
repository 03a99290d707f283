import fc from "fast-check";
import { expect, test } from "vitest";
import {
  createScoringVersions,
  currentScoreOf,
  scoreAt,
  scoreHistoryOf,
  scoreRecordedMql,
} from "../../../../seeds/company/truth/scores.js";
import { TimeZone } from "../../../../seeds/company/world/time_zone.js";
import { arbitraryLead, arbitraryVersions, asOf, type RecordedLead } from "../../../support/arbitrary_leads.js";
import { type GivenVersion, versionOf } from "../../../support/definition.js";
import type { Micros } from "../../../support/micros.js";
import * as naive from "../../../support/naive_score.js";

/** `RUNS=20000 npx vitest run test/seeds/company/truth/scores.test.ts` tries more cases. */
const numRuns = Number(process.env.RUNS ?? 1500);
const zoneName = "America/New_York";
const zone = new TimeZone(zoneName);

/** A lead as input of the truth's scores: in order of time, with instants as plain numbers. */
function knownOf({ activities, observations }: RecordedLead) {
  const inOrder = <T extends { at: number }>(list: readonly T[]) => [...list].sort((one, other) => one.at - other.at);
  return {
    activities: inOrder(
      activities.map(({ type, asset, isBot, at }) => ({
        type,
        asset,
        campaign_id: null,
        is_bot: isBot,
        at: Number(at),
      })),
    ),
    observations: inOrder(observations.map((one) => ({ ...one, at: Number(one.at) }))),
  };
}

const plain = (verdict: object) =>
  Object.fromEntries(
    Object.entries(verdict).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
  );

/** Leads without activities before 1970: the made company has none, and the truth knows no rule that leaves them out. */
const recent = arbitraryLead.map((one) => ({
  ...one,
  activities: one.activities.filter(({ at }) => at >= 0n),
}));

/** A lead, a definition, and an instant: the as-of of the runs, or that of an activity or a microsecond before or after it. */
const asked = fc.record({
  given: arbitraryVersions,
  lead: recent,
  place: fc.nat(20),
  beside: fc.constantFrom(0n, 1n, -1n),
  days: fc.constantFrom(0, 1, 2, 14, 29, 30, 61),
});

function evaluationsOf(given: readonly GivenVersion[]) {
  const schemes = given.map(versionOf);
  return { slow: naive.datedVersions(zoneName, schemes), quick: createScoringVersions(zone, schemes) };
}

test("a person's scores at every instant equal the naive sum of activities", () => {
  fc.assert(
    fc.property(asked, ({ given, lead, place, beside }) => {
      const { slow, quick } = evaluationsOf(given);
      const known = knownOf(lead);
      const late = lead.activities.filter(({ at }) => at > asOf - 86_400_000_000n * 300n);
      const now = place % 2 === 0 ? asOf : (late[place % (late.length || 1)]?.at ?? asOf) + beside;
      expect(scoreHistoryOf(quick, known, Number(now)).map(plain)).toEqual(
        naive.scoreHistoryOf(slow, lead, now).map(plain),
      );
      expect(currentScoreOf(quick, known, Number(now))).toEqual(plain(naive.currentScoreOf(slow, lead, now)));
    }),
    { numRuns, seed: 1 },
  );
});

test("a score between two activities, and the path of a recorded MQL, equal the naive evaluation", () => {
  fc.assert(
    fc.property(asked, ({ given, lead, place, beside, days }) => {
      const { slow, quick } = evaluationsOf(given);
      const known = knownOf(lead);
      const start: Micros = lead.activities[place % (lead.activities.length || 1)]?.at ?? asOf;
      const at = start + BigInt(days) * 86_400_000_000n + beside;
      if (at > asOf) return;
      const score = scoreAt(quick, known, Number(at), Number(asOf));
      expect(score).toEqual(plain(naive.evaluateScore(slow, naive.knownBy(asOf, lead), at)));
      const recorded = scoreRecordedMql(quick, known, Number(at), Number(asOf));
      expect(recorded).toEqual(plain(naive.scoreRecordedMql(slow, lead, at, asOf)));
    }),
    { numRuns, seed: 2 },
  );
});
