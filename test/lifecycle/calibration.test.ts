import { expect, test } from "vitest";
import { factsOf, readCases } from "../support/lifecycle_cases.js";
import { buildCalibration, scoredMqlRows, sqlColumns } from "../support/mql_rows.js";

type Row = Record<string, unknown>;

/** MQLs with one score, of which `reached` became SALs and SQLs. */
const group = (score: unknown, mqls: unknown, reached: unknown) => [
  ...scoredMqlRows(Number(score), Number(reached), sqlColumns),
  ...scoredMqlRows(Number(score), Number(mqls) - Number(reached)),
];

const plain = (value: unknown) =>
  typeof value === "bigint" ? Number(value) : typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;
const only = (row: Row | undefined, wanted: Row) =>
  Object.fromEntries(Object.keys(wanted).map((name) => [name, plain(row?.[name])]));

for (const one of readCases("rates.json").filter(({ given }) => "scores" in given)) {
  test(one.name, async () => {
    const cycles = one.given.scores!.flatMap(({ score, mqls, reached_sql }) => group(score, mqls, reached_sql));
    const { bands } = await buildCalibration(factsOf(one), cycles);
    for (const axis of ["engagement", "total"]) {
      const rows = bands.filter((row) => row.axis === axis);
      expect(rows.map(({ band }) => band)).toEqual(["[0,31)", "[31,51)", "[51,71)", "[71,inf)"]);
      for (const wanted of one.expected.calibration ?? []) {
        const row = rows.find(({ band }) => band === wanted.band);
        expect(only(row, wanted)).toEqual(wanted);
      }
      if (one.expected.good_cut === undefined) continue;
      expect(rows.filter(({ is_good_cut }) => is_good_cut).map(({ band_low }) => band_low)).toEqual([
        one.expected.good_cut,
      ]);
    }
  });
}

for (const one of readCases("rates.json").filter(({ given }) => "bands" in given)) {
  test(one.name, async () => {
    const cuts = one.given.bands!.slice(1).map(({ band_low }) => band_low);
    const cycles = one.given.bands!.flatMap(({ band_low, mqls, reached }) => group(band_low, mqls, reached));
    const config = { bands: { engagement: cuts, total: cuts } };
    const { advice } = await buildCalibration(factsOf({ ...one, config }), cycles);
    const { threshold, z_cliff } = one.expected.cliff as unknown as { threshold: number; z_cliff: number };
    for (const axis of ["engagement", "total"]) {
      const rows = advice.filter((row) => row.axis === axis);
      expect(rows.map((row) => row.threshold)).toEqual(cuts);
      expect(rows.filter(({ is_cliff }) => is_cliff).map((row) => row.threshold)).toEqual([threshold]);
      expect(Number(rows.find(({ is_cliff }) => is_cliff)!.z_cliff)).toBeCloseTo(z_cliff, 3);
    }
  });
}
