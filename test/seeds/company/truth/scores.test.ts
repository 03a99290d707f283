import fc from "fast-check";
import { expect, test } from "vitest";
import { historyOf, recordedMqlAt, scoreAt, standingOf, versionsIn } from "../../../../seeds/company/truth/scores.js";
import { Zone } from "../../../../seeds/company/world/zone.js";
import { type GivenVersion, versionOf } from "../../../support/definition.js";
import { asOf, lead, type RecordedLead, versions } from "../../../support/leads.js";
import type { Micros } from "../../../support/micros.js";
import * as naive from "../../../support/naive_score.js";

/** `RUNS=20000 npx vitest run test/src/example/truth/scores.test.ts` looks further. */
const numRuns = Number(process.env.RUNS ?? 1500);
const zoneName = "America/New_York";
const zone = new Zone(zoneName);

/** A lead as a life tells it: in order of time, instants as plain numbers, successive values that differ. */
function knownOf({ activities, observations }: RecordedLead) {
  const inOrder = <T extends { at: number }>(list: readonly T[]) => [...list].sort((one, other) => one.at - other.at);
  return {
    did: inOrder(
      activities.map(({ type, asset, isBot, at }) => ({
        type,
        asset,
        campaign_id: null,
        is_bot: isBot,
        at: Number(at),
      })),
    ),
    said: inOrder(observations.map((one) => ({ ...one, at: Number(one.at) }))),
  };
}

const plain = (verdict: object) =>
  Object.fromEntries(
    Object.entries(verdict).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
  );

/** Lives know no instants that a plain number does not hold to the microsecond. */
const recent = lead.map((one) => ({ ...one, activities: one.activities.filter(({ at }) => at > -(2n ** 53n)) }));

/** A lead under a definition, and an instant: the as-of of the runs, or that of an activity or right beside it. */
const asked = fc.record({
  given: versions,
  lead: recent,
  place: fc.nat(20),
  beside: fc.constantFrom(0n, 1n, -1n),
  days: fc.constantFrom(0, 1, 2, 14, 29, 30, 61),
});

function evaluationsOf(given: readonly GivenVersion[]) {
  const schemes = given.map(versionOf);
  return { slow: naive.versionsIn(zoneName, schemes), quick: versionsIn(zone, schemes) };
}

test("a person's scores at every instant are those of summing activity by activity from the start", () => {
  fc.assert(
    fc.property(asked, ({ given, lead, place, beside }) => {
      const { slow, quick } = evaluationsOf(given);
      const known = knownOf(lead);
      const late = lead.activities.filter(({ at }) => at > asOf - 86_400_000_000n * 300n);
      const now = place % 2 === 0 ? asOf : (late[place % (late.length || 1)]?.at ?? asOf) + beside;
      expect(historyOf(quick, known, Number(now)).map(plain)).toEqual(naive.historyOf(slow, lead, now).map(plain));
      expect(standingOf(quick, known, Number(now))).toEqual(plain(naive.standingOf(slow, lead, now)));
    }),
    { numRuns, seed: 1 },
  );
});

test("a score between two activities, and the path of a recorded MQL, are those of the same sum", () => {
  fc.assert(
    fc.property(asked, ({ given, lead, place, beside, days }) => {
      const { slow, quick } = evaluationsOf(given);
      const known = knownOf(lead);
      const start: Micros = lead.activities[place % (lead.activities.length || 1)]?.at ?? asOf;
      const at = start + BigInt(days) * 86_400_000_000n + beside;
      if (at > asOf) return;
      const score = scoreAt(quick, known, Number(at), Number(asOf));
      expect(score).toEqual(plain(naive.verdictAt(slow, naive.knownBy(asOf, lead), at)));
      const recorded = recordedMqlAt(quick, known, Number(at), Number(asOf));
      expect(recorded).toEqual(plain(naive.recordedMqlAt(slow, lead, at, asOf)));
    }),
    { numRuns, seed: 2 },
  );
});
