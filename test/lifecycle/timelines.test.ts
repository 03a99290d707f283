import { beforeAll, describe, expect, test } from "vitest";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { rowsOf } from "../../src/table/rows.js";
import { type RowsByTable, withBuiltModels } from "../support/built_models.js";
import { factsOf, groupByRun, rawRows, readCases, type TestCase } from "../support/lifecycle_cases.js";
import { attributeRows } from "../support/scoring_cases.js";

type Row = Record<string, unknown>;

function rowsOfAll(cases: readonly TestCase[]): RowsByTable {
  const rows: Record<string, Row[]> = {
    "intermediate.person_attributes": cases.flatMap((one, at) => attributeRows(one, `crm${at}`)),
  };
  for (const [at, one] of cases.entries()) {
    for (const [table, given] of Object.entries(rawRows(one, `crm${at}`))) {
      const shared = table === "raw.rejection_reasons" && at > 0;
      rows[table] = [...(rows[table] ?? []), ...(shared ? [] : given)];
    }
  }
  return rows;
}

const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
const only = (row: Row, wanted: Row) => Object.fromEntries(Object.keys(wanted).map((name) => [name, plain(row[name])]));

for (const file of ["cycles.json", "rejections.json", "opportunities.json", "dates.json"]) {
  for (const group of groupByRun(readCases(file).filter(({ given }) => !("cycles" in given)))) {
    describe(file, () => {
      let cycles: Row[] = [];
      beforeAll(async () => {
        cycles = await withBuiltModels(factsOf(group[0]!), rowsOfAll(group), [mql_cycles], (warehouse) =>
          rowsOf(warehouse, "from marts.mql_cycles order by person_id, cycle_no"),
        );
      });
      for (const [at, one] of group.entries()) {
        test(one.name, () => {
          const actual = cycles.filter(({ person_id }) => String(person_id).startsWith(`crm${at}:`));
          const expected = one.expected.cycles!;
          expect(actual.map((row, no) => only(row, expected[no] ?? row))).toEqual(expected);
        });
      }
    });
  }
}
