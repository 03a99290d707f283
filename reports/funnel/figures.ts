/** The charts of the report, each with a text alternative and a caption that explains how to read it. */
import { readChartSpec } from "../../src/report/chart_specs.js";
import { renderFigure } from "../../src/report/figure.js";
import { formatCount, formatDays, formatInterval, formatMonth, formatPercent } from "../../src/report/format_values.js";
import type { Html } from "../../src/report/html.js";
import type { DimensionSection } from "./dimension_sections.js";
import {
  type Axis,
  type FunnelData,
  type RejectionRow,
  type RunSettings,
  type StageRow,
  stageCharts,
} from "./funnel_data.js";
import { axisNames, stageNames, windowDays } from "./labels.js";

/** Conversion by the values of a dimension, those with the most MQLs; empty without a chart or MQLs. */
export async function slicesFigure(
  facts: RunSettings,
  { labels, slices, chart }: DimensionSection,
): Promise<Html | ""> {
  const { noun, plural } = labels;
  const rows = (chart?.result.rows ?? []).filter(({ mqls }) => mqls > 0n);
  if (chart === undefined || rows.length === 0) return "";
  const shown = new Set(rows.map(({ value }) => value)).size;
  const all = slices.rows.filter(({ mqls }) => mqls > 0n).length;
  const hasTarget = rows.some(({ target }) => target !== null);
  const left = shown < all ? ` The ${formatCount(shown)} ${plural} with the most MQLs, of ${formatCount(all)}.` : "";
  return renderFigure({
    ...chart,
    alt: `Matured rates by ${noun}, with 95% interval: ${describeSlices(rows, ({ value }) => value)}.`,
    caption: `Dot: the matured rate. Bar: its 95% interval. Right: the number of MQLs that are old enough. Grey: fewer than ${formatCount(facts.min_sample)}
MQLs; do not read anything into the rate.${hasTarget ? " Dark tick: the target." : ""} Each stage has its own scale.${left}`,
  });
}

/** MQLs and rates of each month; nothing without any. */
export async function monthsFigure({ charted, facts }: FunnelData): Promise<Html | ""> {
  const { rows } = charted.month;
  if (rows.length === 0) return "";
  const hasTarget = rows.some(({ target }) => target !== null);
  return renderFigure({
    chart: readChartSpec(stageCharts.month),
    result: charted.month,
    alt: `MQLs and matured rates by month, with 95% interval: ${describeSlices(rows, ({ period_start, mqls }) => `${formatMonth(period_start)}, ${formatCount(mqls)} MQLs`)}.`,
    caption: `By month of the MQL. Dot: the matured rate. Bar: its 95% interval.${hasTarget ? " Dark dash: the target." : ""} Grey background: too recent to judge. Grey dot:
under ${formatCount(facts.min_sample)} MQLs.`,
  });
}

/** Conversion to SQL by score band. */
export const bandsFigure = (facts: RunSettings, axis: Axis, answered: FunnelData["calibration"][Axis]): Promise<Html> =>
  renderFigure({
    chart: readChartSpec(`calibration-by-${axis}`),
    result: answered,
    alt: `Matured SQL rate by band of the ${axisNames[axis]}, with 95% interval and verdict: ${answered.rows
      .map(
        (row) =>
          `${row.band} ${formatPercent(row.rate_sql)} (${formatInterval(row.rate_sql_low, row.rate_sql_high)}) of ${formatCount(row.mature_sql)}, ${row.verdict ?? "no verdict"}`,
      )
      .join("; ")}.`,
    caption: `Share of MQLs that became an SQL within ${formatDays(windowDays(facts, "sql"))}. Dot: the matured rate. Bar: its 95% interval. Right: the number of
MQLs that are old enough, and the verdict. Grey: under ${formatCount(facts.min_sample)} MQLs.`,
  });

/** Rejected and recycled MQLs by reason. */
export const reasonsFigure = (answered: { command: string; rows: readonly RejectionRow[] }): Promise<Html> =>
  renderFigure({
    chart: readChartSpec("rejection-reasons"),
    result: answered,
    alt: `MQLs that ended rejected or recycled, by reason: ${answered.rows
      .map(({ reason, rejected, share }) => `${reason} ${formatCount(rejected)} (${formatPercent(share)})`)
      .join("; ")}.`,
    caption:
      "MQLs that came back, by reason, with the share of all. Dark: refused at once. Light: accepted first, dropped later.",
  });

/** `Web: SAL 64.7% (47.9–78.5%) of 34, SQL not mature yet; Event: ...`: neighbours of the same name are one slice. */
function describeSlices(rows: readonly StageRow[], nameOf: (row: StageRow) => string): string {
  const slices = new Map<string, string[]>();
  for (const row of rows) slices.set(nameOf(row), [...(slices.get(nameOf(row)) ?? []), describeStage(row)]);
  return [...slices].map(([name, stages]) => `${name}: ${stages.join(", ")}`).join("; ");
}

function describeStage({
  stage,
  mature,
  matured_rate: rate,
  matured_rate_low: low,
  matured_rate_high: high,
}: StageRow): string {
  if (rate === null) return `${stageNames[stage]} none old enough`;
  return `${stageNames[stage]} ${formatPercent(rate)} (${formatInterval(low, high)}) of ${formatCount(mature)}`;
}
