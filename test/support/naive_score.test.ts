import { describe, expect, test } from "vitest";
import { withWarehouse } from "../../src/table/database_file.js";
import { rowsOf } from "../../src/table/rows.js";
import { readCases } from "./lifecycle_cases.js";
import { roundScore } from "./naive_matching.js";
import { casesWithPatterns, evaluateCase, expectationsOf, selectExpectedColumns } from "./scoring_cases.js";

for (const file of ["scoring.json", "presets.json", "versions.json", "patterns.json"]) {
  describe(`by the naive evaluation of ${file}`, () => {
    for (const one of readCases(file)) {
      test(one.name, () => {
        for (const wanted of expectationsOf(one)) {
          expect({ ...wanted, rows: selectExpectedColumns(evaluateCase(one, wanted), wanted) }).toEqual(wanted);
        }
      });
    }
  });
}

test("the cases that wait for patterns are exactly those whose values need them", () => {
  const cases = ["scoring.json", "presets.json", "versions.json"].flatMap(readCases);
  const needing = cases.filter((one) =>
    expectationsOf(one).some((wanted) => {
      const found = selectExpectedColumns(evaluateCase(one, wanted, { patterns: false }), wanted);
      return JSON.stringify(found) !== JSON.stringify(wanted.rows);
    }),
  );
  expect(needing.map(({ name }) => name)).toEqual(casesWithPatterns);
});

test("a score is rounded as DuckDB rounds it", async () => {
  const values = Array.from({ length: 2000 }, (_, at) => (at - 1000) * 0.85 ** (at % 40) * 0.07125);
  const ties = [6.14125, 19.92825, 10 * 0.85 ** 3, -6.14125, 0.00005, 1e-12, -1e-12, 123456.78905];
  const query = `select round(round(value, 9), 4) as score from (values ${[...values, ...ties].map((value) => `(${value}::double)`).join()}) as given(value)`;
  const found = await withWarehouse(":memory:", "READ_WRITE", (warehouse) =>
    rowsOf<{ score: number }>(warehouse, query),
  );
  expect([...values, ...ties].map(roundScore)).toEqual(found.map(({ score }) => score + 0));
});
