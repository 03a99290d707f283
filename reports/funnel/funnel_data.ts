import type { DuckDBConnection } from "@duckdb/node-api";
import type { calibration } from "../../models/marts/calibration.js";
import type { data_quality } from "../../models/marts/data_quality.js";
import type { funnel } from "../../models/marts/funnel.js";
import { mql_cycles } from "../../models/marts/mql_cycles.js";
import type { rejections } from "../../models/marts/rejections.js";
import type { runs } from "../../models/marts/runs.js";
import type { threshold_advice } from "../../models/marts/threshold_advice.js";
import type { windows } from "../../models/run/windows.js";
import type { FunnelStage } from "../../src/base/lifecycle.js";
import { readChartSpec } from "../../src/report/chart_specs.js";
import { runSavedQuery, type SavedQueryResult } from "../../src/report/run_saved_query.js";
import type { RowOf } from "../../src/table/columns.js";
import { rowsOf } from "../../src/table/rows.js";

type Mart<T extends { readonly columns: unknown }> = RowOf<T["columns"]>;
type PeriodColumn = "period_start" | `${"previous_matured_rate" | "is_change"}_${FunnelStage}`;

/** A row of funnel-by-dimension. */
export type FunnelRow = Omit<Mart<typeof funnel>, PeriodColumn> & { readonly label: string };
/** A row of funnel-by-stage: the columns that the text alternatives use. */
export interface StageRow extends Pick<FunnelRow, "value" | "mqls" | "is_small"> {
  readonly stage: FunnelStage;
  readonly mature: bigint;
  readonly is_mature: boolean;
  readonly matured_rate: number | null;
  readonly matured_rate_low: number | null;
  readonly matured_rate_high: number | null;
  readonly target: number | null;
  /** A day, as DuckDB has it. */
  readonly period_start: { toString(): string } | null;
}
/** A row of funnel-trend. */
export type MonthRow = Omit<Mart<typeof funnel>, "period_start"> & { readonly period_start: { toString(): string } };
/** A row of rejection-reasons. */
export type RejectionRow = Omit<Mart<typeof rejections>, "period_start">;
/** A row of calibration. */
export type BandRow = Mart<typeof calibration>;
/** A row of threshold-advice. */
export type AdviceRow = Mart<typeof threshold_advice>;
/** A row of data-quality. */
export type QualityRow = Mart<typeof data_quality> & { readonly subjects_in_check: bigint };
/** The clock and time zone of the run, and the settings behind its rates. */
export type RunSettings = Pick<Mart<typeof runs>, "as_of" | "time_zone" | "definition_version"> &
  Mart<typeof windows> & { readonly min_sample: bigint };

/** All numbers of the report, each part with the query that gives them. */
export interface FunnelData {
  readonly facts: RunSettings;
  readonly overall: SavedQueryResult<FunnelRow>;
  readonly slices: Readonly<Record<Dimension, SavedQueryResult<FunnelRow>>>;
  readonly charted: Readonly<Record<StageChart, SavedQueryResult<StageRow>>>;
  readonly custom: readonly CustomDimension[];
  readonly trend: SavedQueryResult<MonthRow>;
  readonly calibration: Readonly<Record<Axis, SavedQueryResult<BandRow>>>;
  readonly advice: SavedQueryResult<AdviceRow>;
  readonly rejections: SavedQueryResult<RejectionRow>;
  readonly findings: Readonly<Record<"warn" | "info", SavedQueryResult<QualityRow>>>;
  readonly isScored: boolean;
}

/** A dimension that closedloop.yaml adds. */
export interface CustomDimension {
  readonly name: string;
  readonly slices: SavedQueryResult<FunnelRow>;
  readonly charted: SavedQueryResult<StageRow>;
}

/** The dimensions of the report, in its order. */
export const personDimensions = ["source", "channel", "persona", "trigger_campaign"] as const;
/** The dimensions that need scores. */
export const scoreDimensions = ["grade", "tier", "path", "engagement_band", "total_band"] as const;
export type Dimension = (typeof personDimensions)[number] | (typeof scoreDimensions)[number];

/** The conversion charts: of the dimensions that have one, and of the months. */
export const stageCharts = {
  source: "funnel-by-source",
  channel: "funnel-by-channel",
  persona: "funnel-by-persona",
  engagement_band: "funnel-by-engagement-band",
  total_band: "funnel-by-total-band",
  month: "funnel-by-month",
} as const;
export type StageChart = keyof typeof stageCharts;

/** The scores that have bands. */
export const axes = ["engagement", "total"] as const;
export type Axis = (typeof axes)[number];

/** How many subjects of a check the report shows; the query lists all. */
const subjectLimit = "4";

export async function readFunnelData(reader: DuckDBConnection): Promise<FunnelData> {
  const cut = (dimension: string) =>
    runSavedQuery<FunnelRow>(reader, { query: "funnel-by-dimension", params: { dimension } });
  const found = (severity: string) =>
    runSavedQuery<QualityRow>(reader, { query: "data-quality", params: { severity, subjects: subjectLimit } });
  const behind = <Row>(chart: string) => runSavedQuery<Row>(reader, readChartSpec(chart).usermeta);
  const grade = await cut("grade");
  const custom: CustomDimension[] = [];
  for (const name of await listCustomDimensions(reader)) {
    const { query, params } = readChartSpec(stageCharts.source).usermeta;
    const charted = await runSavedQuery<StageRow>(reader, { query, params: { ...params, dimension: name } });
    custom.push({ name, slices: await cut(name), charted });
  }
  return {
    facts: await readRunSettings(reader),
    overall: await runSavedQuery<FunnelRow>(reader, { query: "funnel-by-dimension" }),
    slices: {
      source: await cut("source"),
      channel: await cut("channel"),
      persona: await cut("persona"),
      trigger_campaign: await cut("trigger_campaign"),
      grade,
      tier: await cut("tier"),
      path: await cut("path"),
      engagement_band: await cut("engagement_band"),
      total_band: await cut("total_band"),
    },
    charted: {
      source: await behind(stageCharts.source),
      channel: await behind(stageCharts.channel),
      persona: await behind(stageCharts.persona),
      engagement_band: await behind(stageCharts.engagement_band),
      total_band: await behind(stageCharts.total_band),
      month: await behind(stageCharts.month),
    },
    custom,
    trend: await runSavedQuery<MonthRow>(reader, { query: "funnel-trend" }),
    // The tables below these charts show the same rows.
    calibration: {
      engagement: await behind("calibration-by-engagement"),
      total: await behind("calibration-by-total"),
    },
    advice: await runSavedQuery<AdviceRow>(reader, { query: "threshold-advice" }),
    rejections: await behind("rejection-reasons"),
    findings: { warn: await found("warn"), info: await found("info") },
    isScored: grade.rows.some(({ value, mqls }) => value !== "(none)" && mqls > 0n),
  };
}

/** The dimensions of closedloop.yaml, in its order: the columns of the published cycles that the contract does not name. */
async function listCustomDimensions(reader: DuckDBConnection): Promise<string[]> {
  const columns = await rowsOf<{ name: string }>(reader, "select column_name as name from (describe marts.mql_cycles)");
  return columns.map(({ name }) => name).filter((name) => !Object.hasOwn(mql_cycles.columns, name));
}

/** The settings of the run that built the published tables. */
async function readRunSettings(reader: DuckDBConnection): Promise<RunSettings> {
  const [facts] = await rowsOf<RunSettings>(reader, "from marts.runs where is_current");
  return facts!;
}
