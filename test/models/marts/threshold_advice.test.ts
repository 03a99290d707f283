import { expect, test } from "vitest";
import { type RowsByTable, runFacts } from "../../support/built_models.js";
import { buildCalibration, mqlRows, scoredMqlRows, sqlColumns } from "../../support/mql_rows.js";

type Row = Record<string, unknown>;

const config = { statistics: { min_sample: 5 }, bands: { engagement: [50], total: [31, 51] } };
const run = runFacts("2026-07-01T00:00:00Z", config);
const refused = { outcome: "rejected", rejected_at: "2026-01-25T00:00:00Z", rejected_from: "mql" };

/** So many MQLs of a score, the first of them SQLs. */
const group = (score: number, count: number, sqls: number, more: Row = {}) => [
  ...scoredMqlRows(score, sqls, { ...sqlColumns, ...more }),
  ...scoredMqlRows(score, count - sqls, more),
];
const all = async (cycles: readonly Row[], other: RowsByTable = {}) =>
  (await buildCalibration(run, cycles, other)).advice;
const adviceOn = async (...given: Parameters<typeof all>) =>
  (await all(...given)).filter(({ axis }) => axis === "total");
const owners = (...capacities: [string, string | null, number | null][]) => ({
  "raw.owners": capacities.map(([owner_id, team, capacity_mqls_per_month]) => ({
    owner_id,
    team,
    capacity_mqls_per_month,
  })),
});

test("each cut between the bands of an axis is a candidate", async () => {
  const found = await all(group(60, 10, 4));
  expect(found.map(({ axis, threshold }) => [axis, threshold])).toEqual([
    ["engagement", 50],
    ["total", 31],
    ["total", 51],
  ]);
});

test("without scores nothing is weighed, and the reason says so", async () => {
  for (const row of await adviceOn(mqlRows(9))) {
    expect(row).toMatchObject({
      mqls: 0n,
      mqls_per_month: null,
      rate_sql: null,
      is_cliff: false,
      is_recommended: false,
    });
    expect(row.reason).toMatch(/^No MQL has a score of (31|51) or more\.$/);
  }
});

test("of the thresholds on target the lowest is recommended, and the other says that it keeps less", async () => {
  const [low, high] = await adviceOn([...group(10, 10, 1), ...group(40, 10, 3), ...group(60, 10, 4)]);
  expect(low).toMatchObject({ is_recommended: true, rate_sql: 0.35, sqls_below: 1n });
  expect(low!.reason).toBe(
    "Recommended, not beyond doubt: 35.0% of 20 became an SQL in time (95% interval 18.1–56.7%, target 30–50%) " +
      "and 1 of 8 SQLs lie below it; 20.0 MQLs a month, and sales refused 0.0% of those decided.",
  );
  expect(high).toMatchObject({ is_recommended: false });
  expect(high!.reason).toMatch(/^On target, as is a lower threshold that keeps more: 40\.0% of 10 /);
});

test("one above the target is recommended where none is on it", async () => {
  const [low, high] = await adviceOn([...group(40, 30, 3), ...group(60, 20, 11)]);
  expect([low!.is_recommended, high!.is_recommended]).toEqual([false, true]);
  expect(low!.reason).toMatch(/^Likely too low: 28\.0% of 50 /);
});

test("under 30 % is too low and over 60 % too restrictive, beyond doubt where the interval agrees", async () => {
  const [low, high] = await adviceOn([...group(40, 300, 0), ...group(60, 50, 45)]);
  expect(low!.reason).toMatch(/^Too low: 12\.9% of 350 became an SQL in time \(95% interval 9\.7–16\.8%/);
  expect(high!.reason).toMatch(/^Too restrictive: 90\.0% of 50 /);
  expect([low!.is_recommended, high!.is_recommended]).toEqual([false, false]);
});

test("few mature MQLs are no ground for advice, however many young ones there are", async () => {
  const cycles = [...group(60, 4, 2), ...group(60, 10, 0, { mql_at: "2026-06-20T00:00:00Z" })];
  const [low] = await adviceOn(cycles);
  expect(low).toMatchObject({ mqls: 14n, mature_sql: 4n, rate_sql: 0.5, is_small: true, is_recommended: false });
  expect(low!.reason).toBe("Too few to judge: 4 of the 14 MQLs at or above it count so far, and 5 are needed.");
});

test("what sales cannot work is not recommended; a stricter threshold is", async () => {
  const [low, high] = await adviceOn(
    [...group(40, 10, 3), ...group(60, 10, 5)],
    owners(["o", null, 15], ["p", null, null]),
  );
  expect(low).toMatchObject({ mqls_per_month: 20, capacity_used: 20 / 15, is_recommended: false });
  expect(low!.reason).toMatch(
    /^More than sales can work: 40\.0% of 20 .* 20\.0 MQLs a month, 133\.3% of what sales can work/,
  );
  expect(high).toMatchObject({ mqls_per_month: 10, capacity_used: 10 / 15, is_recommended: true });
});

test("a team beyond its capacity is named, though all teams together have room", async () => {
  const cycles = [...group(60, 5, 2, { owner_team: "West" }), ...group(60, 5, 2, { owner_team: "East" })];
  const [low] = await adviceOn(cycles, owners(["o", "West", 4], ["p", "East", 5], ["q", "East", 35]));
  expect(low).toMatchObject({ capacity_used: 10 / 44, busiest_team: "West", busiest_team_used: 1.25 });
  expect(low!.reason).toContain("10.0 MQLs a month, 22.7% of what sales can work (West: 125.0%)");
});

test("a month is one of the reporting calendar, from the first scored MQL to the last", async () => {
  const cycles = [
    // 31 January in New York.
    ...scoredMqlRows(60, 1, { mql_at: "2026-02-01T04:59:00Z" }),
    ...scoredMqlRows(10, 5, { mql_at: "2026-04-02T00:00:00Z" }),
    ...mqlRows(1, { mql_at: "2025-01-01T12:00:00Z" }),
  ];
  expect((await adviceOn(cycles))[1]).toMatchObject({ mqls: 1n, mqls_per_month: 0.25 });
});

test("sales refused those that it sent back as MQLs, of those that it decided on; expired ones are neither", async () => {
  const cycles = [
    ...scoredMqlRows(60, 3, sqlColumns),
    ...scoredMqlRows(60, 1, { ...refused, rejection_reason: "Not a fit" }),
    ...scoredMqlRows(60, 1, { ...refused, rejection_reason: "Expired" }),
    ...scoredMqlRows(60, 1, { ...refused, rejection_reason: "Not a fit", is_fit_backfilled: true }),
    ...scoredMqlRows(60, 1),
  ];
  expect((await adviceOn(cycles))[0]).toMatchObject({ mqls: 7n, decided: 4n, refused: 1n, rejected_share: 0.25 });
});

test("of equal cliffs the lowest is the one; where all agree there is none", async () => {
  // Nobody scored from 31 to 51, so that both cuts part the same MQLs.
  const [low, high] = await adviceOn([...group(10, 10, 1), ...group(60, 10, 6)]);
  expect(low!.z_cliff).toBeCloseTo(high!.z_cliff as number, 12);
  expect([low!.is_cliff, high!.is_cliff]).toEqual([true, false]);
  const agreed = await adviceOn([...group(10, 10, 10), ...group(60, 10, 10)]);
  expect(agreed.map(({ z_cliff, is_cliff }) => [z_cliff, is_cliff])).toEqual([
    [null, false],
    [null, false],
  ]);
});

test("acceptance makes the cliff, and the z of SQL stands beside it; below better is negative", async () => {
  const sal = { sal_at: "2026-01-21T00:00:00Z", outcome: "sal" };
  const cycles = [
    ...scoredMqlRows(10, 8, sal),
    ...scoredMqlRows(10, 2),
    ...scoredMqlRows(60, 2, sqlColumns),
    ...scoredMqlRows(60, 8),
  ];
  const [low] = await adviceOn(cycles);
  expect(low!.z_cliff).toBeCloseTo(-0.6 / Math.sqrt(0.25 * 0.2), 9);
  expect(low!.z_cliff_sql).toBeCloseTo(0.2 / Math.sqrt(0.09 * 0.2), 9);
  expect(low!.is_cliff).toBe(true);
});
