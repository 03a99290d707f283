import { expect, test } from "vitest";
import { runFacts } from "../../support/built_models.js";
import { buildCalibration, mqlRows, scoredMqlRows, sqlColumns } from "../../support/mql_rows.js";

const run = runFacts("2026-07-01T00:00:00Z", { statistics: { min_sample: 3 } });
const june = { mql_at: "2026-06-20T00:00:00Z" };

/** The bands of the engagement, each as the named columns. */
const bandsOf = async (cycles: Record<string, unknown>[], ...columns: string[]) => {
  const { bands } = await buildCalibration(run, cycles);
  const of = (axis: string) =>
    bands.filter((row) => row.axis === axis).map((row) => columns.map((column) => row[column] ?? null));
  return { engagement: of("engagement"), total: of("total") };
};

test("without scores every band of both axes stands empty, without rates or verdict", async () => {
  const { engagement, total } = await bandsOf(mqlRows(2), "band", "mqls", "rate_sql", "verdict", "backfilled_share");
  expect(engagement).toEqual(["[0,31)", "[31,51)", "[51,71)", "[71,inf)"].map((band) => [band, 0n, null, null, null]));
  expect(total).toEqual(engagement);
  expect((await bandsOf([], "is_good_cut", "is_small")).total).toEqual(Array(4).fill([false, true]));
});

test("an MQL is in a band of each axis, by that axis' own score", async () => {
  const found = await bandsOf(mqlRows(1, { engagement_score: 60, total_score: 90 }), "mqls");
  expect(found).toEqual({ engagement: [[0n], [0n], [1n], [0n]], total: [[0n], [0n], [0n], [1n]] });
});

test("MQLs of all definition versions are judged together", async () => {
  const cycles = ["2025-01-01", "2026-01-01", null].flatMap((definition_version) =>
    scoredMqlRows(60, 1, { definition_version, ...sqlColumns }),
  );
  expect((await bandsOf(cycles, "mqls", "rate_sql")).engagement[2]).toEqual([3n, 1]);
});

test("an entry without an MQL is in no band, whatever it scores", async () => {
  expect((await bandsOf(scoredMqlRows(60, 1, { cycle_no: 0, mql_at: null }), "mqls")).engagement[2]).toEqual([0n]);
});

test("a young MQL is counted and in no rate, until then there is no verdict", async () => {
  const young = scoredMqlRows(60, 3, june);
  const columns = ["mqls", "mature_sal", "mature_sql", "rate_sql", "rate_sql_low", "verdict"];
  expect((await bandsOf(young, ...columns)).total[2]).toEqual([3n, 0n, 0n, null, null, null]);
  const ripe = [...young, ...scoredMqlRows(60, 1, sqlColumns)];
  expect((await bandsOf(ripe, ...columns)).total[2]).toEqual([4n, 1n, 1n, 1, expect.closeTo(0.2065, 4), "hot"]);
});

test("an SQL after its window is none", async () => {
  const late = { ...sqlColumns, sql_at: "2026-04-20T00:00:00Z" };
  const columns = ["reached_sal_in_window", "reached_sql_in_window", "rate_sql", "verdict"];
  expect((await bandsOf(scoredMqlRows(60, 2, late), ...columns)).total[2]).toEqual([2n, 0n, 0, "too early"]);
});

test("a backfilled fit looks ahead: its MQL is counted with its share, and in no rate of the total score; the engagement score knows no fit", async () => {
  const cycles = [...scoredMqlRows(60, 1, { is_fit_backfilled: true, ...sqlColumns }), ...scoredMqlRows(60, 3)];
  const columns = ["mqls", "backfilled_share", "mature_sql", "reached_sql_in_window", "decided", "verdict"];
  const { engagement, total } = await bandsOf(cycles, ...columns);
  expect(total[2]).toEqual([4n, 0.25, 3n, 0n, 0n, "too early"]);
  expect(engagement[2]).toEqual([4n, 0.25, 4n, 1n, 1n, "marginal"]);
});

test("a small band keeps its verdict, with is_small beside", async () => {
  const cycles = [...scoredMqlRows(60, 2, sqlColumns), ...scoredMqlRows(90, 3, sqlColumns)];
  const { total } = await bandsOf(cycles, "mqls", "verdict", "is_small");
  expect(total.slice(2)).toEqual([
    [2n, "hot", true],
    [3n, "hot", false],
  ]);
});

test("an empty band between good ones is no matter, and below them it is no cut", async () => {
  const cuts = async (...scores: number[]) => {
    const { total } = await bandsOf(
      scores.flatMap((score) => scoredMqlRows(score, 1, sqlColumns)),
      "is_good_cut",
    );
    return total.map(([is]) => is);
  };
  expect(await cuts(40, 90)).toEqual([false, true, false, false]);
  expect(await cuts(60, 90)).toEqual([false, false, true, false]);
});

test("where the highest band that has MQLs is bad there is no good cut", async () => {
  const { total } = await bandsOf([...scoredMqlRows(10, 1, sqlColumns), ...scoredMqlRows(60, 3)], "is_good_cut");
  expect(total.flat()).toEqual([false, false, false, false]);
});

test("worked by sales: touched, accepted or rejected by a human; an expired MQL and a waiting one were not", async () => {
  const rejected = { rejected_from: "mql", rejected_at: "2026-02-01T00:00:00Z", outcome: "rejected" };
  const cycles = [
    ...scoredMqlRows(60, 1, { first_touch_at: "2026-01-21T00:00:00Z" }),
    ...scoredMqlRows(60, 1, sqlColumns),
    ...scoredMqlRows(60, 1, { ...rejected, rejection_reason: "Not a fit" }),
    ...scoredMqlRows(60, 1, { ...rejected, rejection_reason: "Expired" }),
    ...scoredMqlRows(60, 1),
  ];
  const columns = ["mqls", "worked_mqls", "never_worked_mqls", "rate_sql", "worked_rate_sql", "decided", "refused"];
  expect((await bandsOf(cycles, ...columns)).total[2]).toEqual([5n, 3n, 2n, 0.2, 1 / 3, 2n, 1n]);
});
