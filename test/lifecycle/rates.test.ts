import { expect, test } from "vitest";
import { funnel } from "../../models/marts/funnel.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { rejections } from "../../models/marts/rejections.js";
import { rowsOf } from "../../src/table/rows.js";
import { withBuiltModels } from "../support/built_models.js";
import { factsOf, readCases, reasonRows, type TestCase } from "../support/lifecycle_cases.js";

type Row = Record<string, unknown>;

const flags = Object.entries(mql_cycles.columns).flatMap(([name, { type }]) => (type === "flag" ? [name] : []));

/** Rows of mql_cycles: `count` equal ones each, with a person for each row unless the case names one. */
function cycleRows({ given }: TestCase): Row[] {
  const reasons = new Map(Object.entries(given.reasons ?? {}));
  const standard = (raw?: unknown) =>
    raw === undefined ? "No reason given" : (reasons.get(String(raw).trim().toLowerCase()) ?? "Unmapped");
  return given.cycles!.flatMap(({ count, ...row }, group) =>
    Array.from({ length: Number(count) }, (_, at) => ({
      ...Object.fromEntries(flags.map((name) => [name, false])),
      cycle_id: `${group}-${at}`,
      person_id: `${group}-${at}`,
      cycle_no: 1,
      outcome: "awaiting",
      repeat_mql_count: 0,
      blocked_by_cool_off: 0,
      reversed_rejections: 0,
      ...(row.rejected_from ? { rejection_reason: standard(row.rejection_reason_raw) } : {}),
      ...row,
    })),
  );
}

/** As a JavaScript number; rates and bounds to the four decimals that the cases give. */
const plain = (value: unknown) =>
  typeof value === "bigint" ? Number(value) : typeof value === "number" ? Math.round(value * 1e4) / 1e4 : value;
const only = (row: Row | undefined, wanted: Row) =>
  Object.fromEntries(Object.keys(wanted).map((name) => [name, plain(row?.[name])]));

for (const file of ["rates.json", "rejections.json"]) {
  for (const one of readCases(file).filter(({ given }) => "cycles" in given)) {
    test(one.name, async () => {
      const rows = { "marts.mql_cycles": cycleRows(one), "raw.rejection_reasons": reasonRows(one.given.reasons) };
      const tables = await withBuiltModels(factsOf(one), rows, [funnel, rejections], async (warehouse) => ({
        funnel: await rowsOf(warehouse, "from marts.funnel"),
        rejections: await rowsOf(warehouse, "from marts.rejections where dimension = 'all' and period_kind = 'all'"),
      }));
      for (const wanted of one.expected.funnel ?? []) {
        const key: Row = {
          dimension: "all",
          value: "all",
          period_kind: wanted.period_kind,
          period_start: wanted.period_start,
        };
        for (const name of ["dimension", "value"]) key[name] = wanted[name] ?? key[name];
        const row = tables.funnel.find((slice) => Object.entries(key).every(([name, value]) => slice[name] === value));
        expect(only(row, wanted)).toEqual(wanted);
      }
      for (const wanted of one.expected.rejections ?? []) {
        expect(
          only(
            tables.rejections.find(({ reason }) => reason === wanted.reason),
            wanted,
          ),
        ).toEqual(wanted);
      }
      if (one.expected.rejections) expect(tables.rejections).toHaveLength(one.expected.rejections.length);
      const rejectionRate = one.expected.rejection_rate as unknown as Row | undefined;
      if (rejectionRate) {
        const { rate, ...counts } = rejectionRate;
        const total = tables.funnel.find(({ dimension, period_kind }) => dimension === "all" && period_kind === "all");
        expect(only(total, { ...counts, rejection_rate: rate })).toEqual({ ...counts, rejection_rate: rate });
      }
    });
  }
}
