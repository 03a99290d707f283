/** A few published people with records, cycles and scores, in the tables that `closedloop reconcile` reads. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { run_context } from "../../../models/run/run_context.js";
import { readCatalogue } from "../../../src/project/catalogue.js";
import type { ListRow } from "../../../src/reconcile/read_list.js";
import {
  type MatchOptions,
  monthsQuery,
  reasonsQuery,
  reconcile,
  reconciledRowsQuery,
} from "../../../src/reconcile/reconcile.js";
import type { UnreadRow } from "../../../src/reconcile/summary.js";
import { tablesRead } from "../../../src/reconcile/tables.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { rowsOf } from "../../../src/table/rows.js";
import { inlineRows } from "../../../src/table/write_rows.js";
import { type RowsByTable, runFacts } from "../../support/built_models.js";

type Row = Record<string, unknown>;

const { sources, models } = await readCatalogue();
const tables = [...sources, ...models].filter(({ name }) => Object.hasOwn(tablesRead, name));

export const asOf = "2026-07-01T00:00:00Z";

/** A record of a person; several records of one person share `person_id`. */
export function recordRows(record_id: string, person_id = `crm:${record_id}`, more: Row = {}) {
  const own = { system: "crm", entity: "lead", record_id, ...more };
  return {
    "intermediate.records_judged": [{ has_own_email: true, record_no: 1, ...own }],
    "intermediate.person_records": more.exclusion ? [] : [{ person_id, join_reason: "itself", ...own }],
    "marts.people": more.exclusion ? [] : [{ person_id, created_at: "2025-01-01T00:00:00Z" }],
  };
}

/** A cycle with a recorded MQL that awaits an answer, unless `more` says otherwise. */
export function cycleRows(person_id: string, mql_at: string | null, more: Row = {}) {
  const cycle_no = more.cycle_no ?? 1;
  const row = { person_id, cycle_no, cycle_id: `${person_id}#${cycle_no}`, mql_at, mql_origin: "recorded", ...more };
  const said = { person_id, mql_origin: "recorded", role: "opening", cycle_no, mql_at };
  return {
    "marts.mql_cycles": [{ outcome: "awaiting", mql_is_approximate: false, ...row }],
    "intermediate.mqls_assigned": mql_at === null ? [] : [said],
  };
}

/** A two-axis definition: grade A or B with 50 points is an MQL. */
export const definitionRows = {
  "intermediate.definition_periods": [
    {
      definition_version: "2025-01-01",
      version_no: 0,
      mode: "two_axis",
      min_engagement: 50,
      scored_grades: "AB",
      hand_raiser_grades: "AB",
      from_at: "0001-01-01T00:00:00Z",
    },
  ],
};

/** The fit of a person, and the engagement at one instant. */
export const scoreRows = (person_id: string, scored_at: string, engagement_score: number, fit: Row = {}) => ({
  "intermediate.fit_scores": [{ person_id, version_no: 0, grade: "A", from_at: "0001-01-01T00:00:00Z", ...fit }],
  "marts.score_history": [
    { person_id, scored_at, engagement_score, total_score: engagement_score, grade: "A", ...fit },
  ],
});

/** The rows of several things by table; a person with several records is one row. */
function mergeRows(things: readonly RowsByTable[]): Record<string, readonly Row[]> {
  const all: Record<string, Row[]> = {};
  for (const thing of things) {
    for (const [name, rows] of Object.entries(thing)) all[name] = [...(all[name] ?? []), ...rows];
  }
  const standing = new Map((all["marts.people"] ?? []).map((row) => [row.person_id, row]));
  return { ...all, "marts.people": [...standing.values()] };
}

/** Rows of a list: id or email, and date. */
export const listRows = (...rows: [who: string, date: string | null][]): ListRow[] =>
  rows.map(([who, date], at) => {
    const isEmail = who.includes("@");
    return { line: at + 2, id: isEmail ? null : who || null, email: isEmail ? who : null, date, fault: null };
  });

/** Every row, the counts by month and the counts by reason. */
export interface ReconcileResult {
  rows: Row[];
  months: Record<string, unknown>[];
  reasons: Row[];
  /** The sentence above the counts. */
  summary: string;
  unread: readonly UnreadRow[];
}

export function reconcileRows(
  things: readonly RowsByTable[],
  list: readonly ListRow[],
  { days = 7, ...rest }: Partial<MatchOptions> = {},
  config: Row = {},
): Promise<ReconcileResult> {
  return withPublishedTables(things, (warehouse) => readReconciliation(warehouse, list, { days, ...rest }), config);
}

/** Works on tables with the given rows. */
export const withPublishedTables = <T>(
  things: readonly RowsByTable[],
  work: (warehouse: DuckDBConnection) => Promise<T>,
  config: Row = {},
): Promise<T> =>
  withWarehouse(":memory:", "READ_WRITE", async (warehouse) => {
    const rows = mergeRows(things);
    const run = run_context.origin.kind === "run" ? run_context.origin.rows(runFacts(asOf, config)) : [];
    for (const schema of ["raw", "intermediate", "marts"]) await warehouse.run(`create schema ${schema}`);
    for (const table of tables) {
      const of = table === run_context ? run : (rows[table.name] ?? []);
      await warehouse.run(`create table ${table.name} as from ${inlineRows(table, of)}`);
    }
    return work(warehouse);
  });

/** Reconciles a list with the tables of a connection. */
export async function readReconciliation(
  warehouse: DuckDBConnection,
  list: readonly ListRow[],
  matching: MatchOptions,
) {
  const { summary, unread } = await reconcile(warehouse, list, matching);
  return {
    summary,
    unread,
    rows: await rowsOf(warehouse, reconciledRowsQuery),
    months: await rowsOf(warehouse, monthsQuery),
    reasons: await rowsOf(warehouse, reasonsQuery),
  };
}
