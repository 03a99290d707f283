/** The figures of the report: each with its picture, what it shows in words, and how to read it. */
import { readChartSpec } from "../../src/report/chart_specs.js";
import { renderFigure } from "../../src/report/figure.js";
import { formatCount, formatDays, formatInterval, formatMonth, formatPercent } from "../../src/report/format_values.js";
import type { Html } from "../../src/report/html.js";
import {
  type Axis,
  type Dimension,
  type FunnelData,
  type RejectionRow,
  type RunSettings,
  type StageChart,
  type StageRow,
  stageCharts,
} from "./funnel_data.js";
import { axisNames, dimensionLabels, stageNames, windowDays } from "./labels.js";

/** Whether a dimension has a chart. */
export const hasStageChart = (dimension: Dimension): dimension is Dimension & StageChart => dimension in stageCharts;

/** How far the slices of a dimension come, those with the most MQLs; nothing without any. */
export async function slicesFigure(data: FunnelData, dimension: Dimension & StageChart): Promise<Html | ""> {
  const { noun, plural } = dimensionLabels[dimension];
  const answered = data.charted[dimension];
  const rows = answered.rows.filter(({ mqls }) => mqls > 0n);
  if (rows.length === 0) return "";
  const shown = new Set(rows.map(({ value }) => value)).size;
  const all = data.slices[dimension].rows.filter(({ mqls }) => mqls > 0n).length;
  const left = shown < all ? ` The ${formatCount(shown)} ${plural} with the most MQLs, of ${formatCount(all)}.` : "";
  return renderFigure({
    chart: readChartSpec(stageCharts[dimension]),
    result: answered,
    alt: `Matured rates by ${noun}, with 95% interval: ${describeSlices(rows, ({ value }) => value)}.`,
    caption: `The dot is the matured rate, the bar its 95% interval, the number at the right how many MQLs are old enough to
count. Grey: under ${formatCount(data.facts.min_sample)} are, so that chance alone moves the rate. A dark tick is the target. Each stage has a scale of its own.${left}`,
  });
}

/** MQLs and rates of each month; nothing without any. */
export async function monthsFigure({ charted }: FunnelData): Promise<Html | ""> {
  const { rows } = charted.month;
  if (rows.length === 0) return "";
  return renderFigure({
    chart: readChartSpec(stageCharts.month),
    result: charted.month,
    alt: `MQLs and matured rates by month, with 95% interval: ${describeSlices(rows, ({ period_start, mqls }) => `${formatMonth(period_start)}, ${formatCount(mqls)} MQLs`)}.`,
    caption: `Months of the MQL. The dot is the matured rate of those old enough, the bar its 95% interval, a dark dash the target. On grey the
month is not mature: some of its MQLs still have time, so its rate is not final and no line leads to it. Grey elsewhere: too few to tell from chance.`,
  });
}

/** What the bands of a score were worth. */
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
    caption: `Share of MQLs that became an SQL within ${formatDays(windowDays(facts, "sql"))}: the dot is the matured rate, the bar its 95% interval, at
the right how many MQLs are old enough to count, and the verdict. Grey: under ${formatCount(facts.min_sample)} MQLs.`,
  });

/** Why MQLs came back. */
export const reasonsFigure = (answered: { command: string; rows: readonly RejectionRow[] }): Promise<Html> =>
  renderFigure({
    chart: readChartSpec("rejection-reasons"),
    result: answered,
    alt: `MQLs that ended rejected or recycled, by reason: ${answered.rows
      .map(({ reason, rejected, share }) => `${reason} ${formatCount(rejected)} (${formatPercent(share)})`)
      .join("; ")}.`,
    caption:
      "How many MQLs came back for each reason, with its share of all; dark: refused at once, light: accepted and dropped later.",
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
