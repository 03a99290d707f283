import { calibration } from "../../models/marts/calibration.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { threshold_advice } from "../../models/marts/threshold_advice.js";
import type { RunFacts } from "../../src/runs/run_facts.js";
import { rowsOf } from "../../src/table/rows.js";
import { type RowsByTable, withBuiltModels } from "./built_models.js";

type Row = Record<string, unknown>;

const flags = Object.entries(mql_cycles.columns).flatMap(([name, { type }]) => (type === "flag" ? [name] : []));

/** Columns of an MQL that reached SAL and SQL within all windows. */
export const sqlColumns = { sal_at: "2026-01-21T00:00:00Z", sql_at: "2026-01-22T00:00:00Z", outcome: "sql" };

/** Equal rows of mql_cycles: undecided MQLs of 20 January, changed by `more`. */
export const mqlRows = (count: number, more: Row = {}): Row[] =>
  Array.from({ length: count }, () => ({
    ...Object.fromEntries(flags.map((name) => [name, false])),
    cycle_no: 1,
    outcome: "awaiting",
    repeat_mql_count: 0,
    blocked_by_cool_off: 0,
    reversed_rejections: 0,
    mql_at: "2026-01-20T00:00:00Z",
    ...more,
  }));

/** The same rows with one score on both axes. */
export const scoredMqlRows = (score: number, count: number, more: Row = {}): Row[] =>
  mqlRows(count, { engagement_score: score, total_score: score, ...more });

/** The rows of calibration for the given cycles, by axis and lowest score. */
export const buildCalibration = (facts: RunFacts, cycles: readonly Row[], other: RowsByTable = {}) =>
  withBuiltModels(
    facts,
    {
      "marts.mql_cycles": cycles.map((row, at) => ({ cycle_id: `c${at}`, person_id: `p${at}`, ...row })),
      ...other,
    },
    [calibration, threshold_advice],
    async (warehouse) => ({
      bands: await rowsOf(warehouse, "from marts.calibration order by axis, band_low"),
      advice: await rowsOf(warehouse, "from marts.threshold_advice order by axis, threshold"),
    }),
  );
