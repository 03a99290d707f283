import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { calibration } from "../../models/marts/calibration.js";
import { funnel } from "../../models/marts/funnel.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import { rejections } from "../../models/marts/rejections.js";
import { threshold_advice } from "../../models/marts/threshold_advice.js";
import { checkGuide, concerns } from "../../models/shared/check_guide.js";
import { withReader } from "../../src/query/sealed_reader.js";
import { quotedString } from "../../src/table/dialect.js";
import { type RowsByTable, runFacts, withBuiltModels } from "../support/built_models.js";

type Row = Record<string, unknown>;

/** A company or campaign that would take over a careless page. */
export const hostileText = `<script>alert(1)</script> "&' $& \${x}`;
export const givenFacts = runFacts("2026-07-01T00:00:00Z", { statistics: { min_sample: 3 } });

const flags = Object.entries(mql_cycles.columns).flatMap(([name, { type }]) => (type === "flag" ? [name] : []));
/** A cycle with every flag down; what a test says of it comes on top. */
export const cycleRow = (person: string, cycle_no: number, more: Row): Row => ({
  ...Object.fromEntries(flags.map((name) => [name, false])),
  cycle_id: `${person}#${cycle_no}`,
  person_id: person,
  cycle_no,
  outcome: "sal",
  repeat_mql_count: 0,
  blocked_by_cool_off: 0,
  reversed_rejections: 0,
  mql_at: cycle_no > 0 ? "2026-01-05T15:00:00Z" : null,
  ...more,
});

const salColumns = { sal_at: "2026-01-06T15:00:00Z" };
const sqlColumns = { ...salColumns, sql_at: "2026-01-20T15:00:00Z", outcome: "sql" };
const rejectedColumns = { outcome: "rejected", rejected_at: "2026-01-09T15:00:00Z", rejected_from: "mql" };
const webinarColumns = { source: "Event", channel: "Webinar", trigger_campaign_id: "701A", campaign: "Spring webinar" };

const bandOf = (score: number) =>
  score < 31 ? "[0,31)" : score < 51 ? "[31,51)" : score < 71 ? "[51,71)" : "[71,inf)";

/** Three MQLs from the web, two from an event, one of a hostile name, one entry without an MQL. */
export const cycleRows: readonly Row[] = [
  cycleRow("crm:1", 1, { source: "Web", ...sqlColumns, opportunity_key: "crm:006", amount_credited: "50.01" }),
  cycleRow("crm:2", 1, {
    source: "Web",
    ...sqlColumns,
    sal_imputed: true,
    opportunity_key: "crm:006",
    amount_credited: "50.00",
  }),
  cycleRow("crm:3", 1, { source: "Web", mql_at: "2026-06-28T23:59:00Z", outcome: "awaiting", owner_id: "005A" }),
  cycleRow("crm:0035e000000004aAAA", 1, { ...webinarColumns, ...rejectedColumns, rejection_reason: "Not a fit" }),
  cycleRow("crm:0035e000000004aAAA", 2, {
    ...webinarColumns,
    ...salColumns,
    is_recycled: true,
    mql_at: "2026-03-01T15:00:00Z",
  }),
  cycleRow("crm:5", 1, {
    source: hostileText,
    campaign: hostileText,
    trigger_campaign_id: "701B",
    ...rejectedColumns,
    rejection_reason: hostileText,
  }),
  cycleRow("crm:6", 0, { source: "Web", ...salColumns }),
];

/** The same with scores: hot ones, one with a fit that looks ahead, and entries that carry none. */
export const scoredRows: RowsByTable = {
  "marts.mql_cycles": cycleRows.map((row, at) => ({
    ...row,
    ...[
      { engagement_score: 75, total_score: 120, grade: "A", path: "hand_raiser", tier: "hot" },
      { engagement_score: 60, total_score: 100, grade: "A", path: "scored", tier: "mql" },
      { engagement_score: 55, total_score: 80.5, grade: "B", path: "scored", tier: "mql" },
      { engagement_score: 35, total_score: 60, grade: "B", path: "hand_raiser", tier: "hot", is_fit_backfilled: true },
      { engagement_score: 55, total_score: 80.5, grade: "B", path: "scored", tier: "mql" },
      { engagement_score: 20, total_score: 45, grade: "B", path: "hand_raiser", tier: "hot" },
    ].map((scores) => ({
      ...scores,
      definition_version: "2025-01-01",
      engagement_band: bandOf(scores.engagement_score),
      total_band: bandOf(scores.total_score),
    }))[at],
  })),
  "raw.owners": [{ owner_id: "005A", team: "West", capacity_mqls_per_month: 2 }],
};

const opportunityRow = (opportunity_id: string, outcome: string, amount: string | null, more: Row = {}): Row => ({
  ...{ opportunity_key: `crm:${opportunity_id}`, opportunity_id, system: "crm", outcome, amount },
  ...{ amount_reporting: amount, currency: "USD", people: 0, cycles: 0, is_created_approximate: false },
  ...{ is_close_approximate: false, is_sourced: false, is_influenced: false },
  ...more,
});

const eventRow = (event_id: string, stage: string, occurred_at: string, more: Row = {}): Row => ({
  event_id,
  person_id: "crm:0035e000000004aAAA",
  record_id: "00Q5e00000Ld016EAB",
  stage,
  origin: "recorded",
  system: "crm",
  entity: "lead",
  cycle_no: 1,
  is_approximate: false,
  is_clamped: false,
  occurred_at,
  recorded_at: occurred_at,
  ...more,
});

const breakdownRow = (rule_id: string, axis: string, points: number, more: Row = {}): Row => ({
  ...{ person_id: "crm:0035e000000004aAAA", rule_id, axis, label: rule_id, points },
  ...more,
});

const historyRow = (scored_at: string, engagement_score: number): Row => ({
  ...{ person_id: "crm:0035e000000004aAAA", definition_version: "2025-01-01", grade: "A", fit_score: 40 },
  ...{ engagement_score, total_score: 40 + engagement_score, is_disqualified: false, is_mql_eligible: false },
  ...{ is_fit_backfilled: false, scored_at },
});

const qualityRow = (check: string, subject: string, count: number, more: Row = {}): Row => ({
  check,
  subject,
  count,
  share: 0.125,
  severity: "warn",
  example: "crm:secret",
  concern: checkGuide[check]!.concern,
  advice: checkGuide[check]!.advice ?? null,
  has_private_subject: checkGuide[check]!.subjects !== "ours",
  meaning: checkGuide[check]!.meaning ?? null,
  priority: concerns.indexOf(checkGuide[check]!.concern) + 1,
  ...more,
});

/** The run of the given rows: the windows of closedloop.yaml's defaults. */
export const runRow: Row = {
  run_id: "r",
  definition_version: null,
  time_zone: "America/New_York",
  currency: "USD",
  file_count: 1,
  min_sample: 3,
  sal_days: 14,
  sql_days: 45,
  opportunity_days: 90,
  won_days: 270,
  is_current: true,
  as_of: givenFacts.asOf,
};

/** Rows of the marts beneath the funnel; it and the rejections are computed. */
export const martRows: RowsByTable = {
  "marts.mql_cycles": cycleRows,
  "marts.opportunities": [
    opportunityRow("006", "won", "100.01", { people: 2, cycles: 2, closed_date: "2026-03-31" }),
    opportunityRow("007", "won", "7.00", { closed_date: "2026-04-01" }),
    opportunityRow("008", "open", null),
  ],
  "marts.people": [
    { person_id: "crm:3", company: "Acme", email: "canary@acme.example", full_name: "Ada Canary" },
    { person_id: "crm:0035e000000004aAAA", fit_score: 40, engagement_score: 12.5 },
  ],
  "marts.score_breakdown": [
    breakdownRow("demo", "engagement", 10, { hits: 1, raw_points: 10 }),
    breakdownRow("vp", "fit", 40, { hits: 1, raw_points: 40 }),
    breakdownRow("webinar", "engagement", 32.50004, { hits: 2, raw_points: 40 }),
    breakdownRow("cap:awareness", "engagement", -30),
  ],
  "marts.score_history": [historyRow("2026-01-05T15:00:00Z", 25), historyRow("2026-01-02T15:00:00Z", 10)],
  "marts.lifecycle_events": [
    eventRow("e2", "rejected", "2026-01-09T15:00:00Z", { detail: "Too small" }),
    eventRow("e1", "mql", "2026-01-05T15:00:00Z"),
    eventRow("e3", "mql", "2026-01-05T15:00:00Z", { person_id: "crm:1", record_id: "00Q1" }),
  ],
  "marts.opportunity_stages": [],
  "intermediate.person_records": [],
  "intermediate.activities": [],
  "intermediate.sales_touches": [],
  "marts.runs": [runRow],
  "marts.data_quality": [
    ...[5, 4, 3, 2, 1].map((count) => qualityRow("unmapped personas", `Title ${count}`, count)),
    qualityRow("unmapped reasons", "ask canary@acme.example", 1),
    qualityRow("unmapped channels", hostileText, 1, { share: null }),
    qualityRow("excluded records", "deleted", 2, { severity: "info" }),
  ],
};

/** The marts of the given rows, some of them replaced. */
export const withMarts = <T>(work: (warehouse: DuckDBConnection) => Promise<T>, other: RowsByTable = {}): Promise<T> =>
  withBuiltModels(givenFacts, { ...martRows, ...other }, [funnel, rejections, calibration, threshold_advice], work);

/** The same marts in a file, read as an analyst may read it. */
export async function withSandboxedMarts<T>(work: (reader: DuckDBConnection, path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "marts-"));
  const path = join(folder, "warehouse.duckdb");
  try {
    await withMarts(async (warehouse) => {
      await warehouse.run(`attach ${quotedString(path)} as published`);
      await warehouse.run("copy from database memory to published");
      await warehouse.run("detach published");
    });
    return await withReader(path, (reader) => work(reader, path));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
