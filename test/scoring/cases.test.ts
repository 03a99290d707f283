import { beforeAll, describe, expect, test } from "vitest";
import { mql_instants } from "../../models/intermediate/mql_instants.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { people } from "../../models/marts/people.js";
import { score_breakdown } from "../../models/marts/score_breakdown.js";
import { score_history } from "../../models/marts/score_history.js";
import type { Model } from "../../src/table/model.js";
import { rowsOf } from "../../src/table/rows.js";
import { type RowsByTable, withBuiltModels, withoutFunnel } from "../support/built_models.js";
import { factsOf, groupByRun, rawRows, readCases, type TestCase } from "../support/lifecycle_cases.js";
import {
  attributeRows,
  casesWithPatterns,
  expectationsOf,
  type Row,
  selectExpectedColumns,
} from "../support/scoring_cases.js";

const tables: Record<string, { model: Model; order: string }> = {
  history: { model: score_history, order: "scored_at" },
  instants: { model: mql_instants, order: "scored_at" },
  scores: { model: people, order: "person_id" },
  breakdown: { model: score_breakdown, order: "rule_id" },
  cycles: { model: mql_cycles, order: "cycle_no" },
};

/** Each case of a run has its own person: `crm0:p1`, `crm1:p1`, ... */
function rowsOfAll(cases: readonly TestCase[], names: readonly string[]): RowsByTable {
  const rows: Record<string, Row[]> = {
    "intermediate.person_attributes": cases.flatMap((one, at) => attributeRows(one, `crm${at}`)),
  };
  for (const [at, one] of cases.entries()) {
    for (const [table, given] of Object.entries(rawRows(one, `crm${at}`))) {
      rows[table] = [...(rows[table] ?? []), ...given];
    }
  }
  return { ...(names.includes("cycles") ? {} : withoutFunnel), ...rows };
}

/** The rows of each case after one run, by table. */
async function built(cases: readonly TestCase[], names: readonly string[]): Promise<Record<string, Row[]>[]> {
  const targets = names.map((name) => tables[name]!.model);
  return withBuiltModels(factsOf(cases[0]!), rowsOfAll(cases, names), targets, async (warehouse) => {
    const actual: Record<string, Row[]>[] = cases.map(() => ({}));
    for (const name of names) {
      const { model, order } = tables[name]!;
      const rows = await rowsOf(warehouse, `from ${model.name} order by ${order}`);
      for (const [at, one] of actual.entries()) one[name] = rows.filter(({ person_id }) => person_id === `crm${at}:p1`);
    }
    return actual;
  });
}

for (const file of ["scoring.json", "presets.json", "versions.json"]) {
  const cases = readCases(file).filter(({ name }) => !casesWithPatterns.includes(name));
  // A case that expects scores as of several instants is in one run for each of them.
  const asked = cases.flatMap((one) =>
    [...new Set(expectationsOf(one).map(({ asOf }) => asOf))].map((as_of) => ({ ...one, as_of, clock: one.as_of! })),
  );
  const expected = ({ clock, ...one }: (typeof asked)[number]) =>
    expectationsOf({ ...one, as_of: clock }).filter(({ asOf }) => asOf === one.as_of);
  for (const group of groupByRun(asked) as (typeof asked)[]) {
    describe(`${file}, as of ${group[0]!.as_of}`, () => {
      let actual: Record<string, Row[]>[] = [];
      beforeAll(async () => {
        actual = await built(group, [...new Set(group.flatMap(expected).map(({ table }) => table))]);
      });
      for (const [at, one] of group.entries()) {
        test(one.name, () => {
          for (const wanted of expected(one)) {
            expect({ ...wanted, rows: selectExpectedColumns(actual[at]![wanted.table]!, wanted) }).toEqual(wanted);
          }
        });
      }
    });
  }
}

test("without a definition people have no scores", async () => {
  const [one] = readCases("scoring.json").filter(({ given }) => given.attributes && given.activities);
  const [actual] = await built([{ ...one!, definition: null }], ["history", "instants", "scores", "breakdown"]);
  const { fit_score, grade, engagement_score, total_score, tier, quadrant, action, is_disqualified } =
    actual!.scores![0]!;
  expect({ fit_score, grade, engagement_score, total_score, tier, quadrant, action, is_disqualified }).toEqual({
    fit_score: null,
    grade: null,
    engagement_score: null,
    total_score: null,
    tier: null,
    quadrant: null,
    action: null,
    is_disqualified: null,
  });
  expect([actual!.history, actual!.instants, actual!.breakdown]).toEqual([[], [], []]);
});

describe("cases that wait for patterns", () => {
  for (const name of [...casesWithPatterns, ...readCases("patterns.json").map(({ name }) => name)]) test.todo(name);
});
