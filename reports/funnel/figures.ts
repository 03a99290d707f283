/** The figures of the report: each with its picture, what it shows in words, and how to read it. */
import { readChart } from "../../src/report/charts.js";
import { figure } from "../../src/report/figure.js";
import { count, days, interval, month, percent } from "../../src/report/format.js";
import type { Html } from "../../src/report/html.js";
import {
  type Axis,
  type Charted,
  charts,
  type Dimension,
  type Facts,
  type Gathered,
  type RejectionRow,
  type StageRow,
} from "./gathered.js";
import { axisNames, stageNames, windowOf, words } from "./words.js";

/** Whether a dimension has a chart. */
export const isCharted = (dimension: Dimension): dimension is Dimension & Charted => dimension in charts;

/** How far the slices of a dimension come, those with the most MQLs; nothing without any. */
export async function slicesFigure(data: Gathered, dimension: Dimension & Charted): Promise<Html | ""> {
  const { noun, plural } = words[dimension];
  const answered = data.charted[dimension];
  const rows = answered.rows.filter(({ mqls }) => mqls > 0n);
  if (rows.length === 0) return "";
  const shown = new Set(rows.map(({ value }) => value)).size;
  const all = data.slices[dimension].rows.filter(({ mqls }) => mqls > 0n).length;
  const left = shown < all ? ` The ${count(shown)} ${plural} with the most MQLs, of ${count(all)}.` : "";
  return figure({
    chart: readChart(charts[dimension]),
    answered,
    alt: `Matured rates by ${noun}, with 95% interval: ${saidBy(rows, ({ value }) => value)}.`,
    caption: `The dot is the matured rate, the bar its 95% interval, the number at the right how many MQLs are old enough to
count. Grey: under ${count(data.facts.min_sample)} are, so that chance alone moves the rate. A dark tick is the target. Each stage has a scale of its own.${left}`,
  });
}

/** MQLs and rates of each month; nothing without any. */
export async function monthsFigure({ charted }: Gathered): Promise<Html | ""> {
  const { rows } = charted.month;
  if (rows.length === 0) return "";
  return figure({
    chart: readChart(charts.month),
    answered: charted.month,
    alt: `MQLs and matured rates by month, with 95% interval: ${saidBy(rows, ({ period_start, mqls }) => `${month(period_start)}, ${count(mqls)} MQLs`)}.`,
    caption: `Months of the MQL. The dot is the matured rate of those old enough, the bar its 95% interval, a dark dash the target. On grey the
month is not mature: some of its MQLs still have time, so its rate is not final and no line leads to it. Grey elsewhere: too few to tell from chance.`,
  });
}

/** What the bands of a score were worth. */
export const bandsFigure = (facts: Facts, axis: Axis, answered: Gathered["calibration"][Axis]): Promise<Html> =>
  figure({
    chart: readChart(`calibration-by-${axis}`),
    answered,
    alt: `Matured SQL rate by band of the ${axisNames[axis]}, with 95% interval and verdict: ${answered.rows
      .map(
        (row) =>
          `${row.band} ${percent(row.rate_sql)} (${interval(row.rate_sql_low, row.rate_sql_high)}) of ${count(row.mature_sql)}, ${row.verdict ?? "no verdict"}`,
      )
      .join("; ")}.`,
    caption: `Share of MQLs that became an SQL within ${days(windowOf(facts, "sql"))}: the dot is the matured rate, the bar its 95% interval, at
the right how many MQLs are old enough to count, and the verdict. Grey: under ${count(facts.min_sample)} MQLs.`,
  });

/** Why MQLs came back. */
export const reasonsFigure = (answered: { command: string; rows: readonly RejectionRow[] }): Promise<Html> =>
  figure({
    chart: readChart("rejection-reasons"),
    answered,
    alt: `MQLs that ended rejected or recycled, by reason: ${answered.rows
      .map(({ reason, rejected, share }) => `${reason} ${count(rejected)} (${percent(share)})`)
      .join("; ")}.`,
    caption:
      "How many MQLs came back for each reason, with its share of all; dark: refused at once, light: accepted and dropped later.",
  });

/** `Web: SAL 64.7% (47.9–78.5%) of 34, SQL not mature yet; Event: ...`: neighbours of the same name are one slice. */
function saidBy(rows: readonly StageRow[], nameOf: (row: StageRow) => string): string {
  const slices = new Map<string, string[]>();
  for (const row of rows) slices.set(nameOf(row), [...(slices.get(nameOf(row)) ?? []), saidOf(row)]);
  return [...slices].map(([name, stages]) => `${name}: ${stages.join(", ")}`).join("; ");
}

function saidOf({
  stage,
  mature,
  matured_rate: rate,
  matured_rate_low: low,
  matured_rate_high: high,
}: StageRow): string {
  if (rate === null) return `${stageNames[stage]} none old enough`;
  return `${stageNames[stage]} ${percent(rate)} (${interval(low, high)}) of ${count(mature)}`;
}
