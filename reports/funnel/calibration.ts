import { funnelStages } from "../../src/base/lifecycle.js";
import {
  capitalise,
  formatCount,
  formatDays,
  formatNumber,
  formatPercent,
  noValue,
} from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import { bandsFigure } from "./figures.js";
import { type Axis, axes, type BandRow, type FunnelData, type RunSettings } from "./funnel_data.js";
import { axisNames, bandLabel, groupsInOrder, rateCell, stageNames, windowDays } from "./labels.js";

/** How well each score band converts; empty if nothing is scored. */
export async function renderCalibration(data: FunnelData): Promise<Html | ""> {
  if (!data.isScored) return "";
  const parts = await Promise.all(axes.map((axis) => renderAxis(data, axis)));
  return html`<section id="calibration" aria-labelledby="calibration-title">
<h2 id="calibration-title">What a score is worth</h2>
<p>How well MQLs convert, by their score when they qualified. All versions of the definition together.</p>
${parts}
${definitions(data.facts)}
</section>`;
}

async function renderAxis({ facts, calibration, advice }: FunnelData, axis: Axis): Promise<Html> {
  const { rows } = calibration[axis];
  const cut = rows.find(({ is_good_cut }) => is_good_cut);
  const cliff = advice.rows.find((row) => row.axis === axis && row.is_cliff);
  const mqls = rows.reduce((sum, row) => sum + row.mqls, 0n);
  const isUnknown = axis === "total" && mqls > 0n && rows.every((row) => row.backfilled_mqls === row.mqls);
  // Otherwise an empty table would look as if no score were worth anything.
  if (isUnknown) {
    return html`<h3>${capitalise(axisNames[axis])}</h3>
<p>Nothing can be said yet: the fit of all ${formatCount(mqls)} MQLs looks ahead. Their company or title data was first seen after they
qualified. It needs exports of more nights, or histories of these fields.</p>`;
  }
  return html`<h3>${capitalise(axisNames[axis])}</h3>
<p>${cut === undefined ? "No score is high enough for 30% or more SQLs" : html`From <strong>${formatNumber(cut.band_low)}</strong> up, MQLs are worth it: 30% or more become SQLs`}. ${
    cliff === undefined
      ? "No score separates the MQLs that sales accepts from the others"
      : html`What sales accepts changes most at ${formatNumber(cliff.threshold)}`
  }.</p>
${await bandsFigure(facts, axis, calibration[axis])}
${renderTable({
  caption: `MQLs of all time by band of the ${axisNames[axis]}`,
  result: calibration[axis],
  columns: columnsOf(facts),
  groups: groupsInOrder(rows),
})}`;
}

function columnsOf(facts: RunSettings): TableColumn<BandRow>[] {
  const ofStages = funnelStages.flatMap((stage): TableColumn<BandRow>[] => {
    const over = `${stageNames[stage]} (${formatDays(windowDays(facts, stage))})`;
    return [
      { head: "Rate", over, kind: "number", cell: (row) => rateCell(row, `rate_${stage}`) },
      { head: "Out of", over, kind: "number", cell: (row) => formatCount(row[`mature_${stage}`]) },
    ];
  });
  const worked = "Worked by sales";
  return [
    { head: "Band", kind: "text", cell: ({ band }) => bandLabel(band) },
    { head: "MQLs", kind: "number", cell: ({ mqls }) => formatCount(mqls) },
    ...ofStages,
    { head: "Verdict", kind: "text", cell: (row) => verdictCell(row, facts) },
    { head: "MQLs", over: worked, kind: "number", cell: ({ worked_mqls }) => formatCount(worked_mqls) },
    { head: "Never", over: worked, kind: "number", cell: ({ never_worked_mqls }) => formatCount(never_worked_mqls) },
    { head: "SQL rate", over: worked, kind: "number", cell: (row) => rateCell(row, "worked_rate_sql") },
    { head: "Backfilled", kind: "number", cell: ({ backfilled_share }) => formatPercent(backfilled_share) },
  ];
}

function verdictCell({ verdict, is_good_cut, mature_sql }: BandRow, { min_sample }: RunSettings): Html | string {
  if (verdict === null) return noValue;
  return html`${is_good_cut ? html`<strong>${verdict}</strong> <span class="range">lowest good band</span>` : verdict}${
    mature_sql < min_sample && html` <span class="range">on few MQLs</span>`
  }`;
}

const definitions = (facts: RunSettings) => html`<dl>
<dt>Verdict</dt><dd>From the matured SQL rate: under 10% too early (a poor rate), under 30% marginal, under 50% good, from 50% hot. With fewer than
${formatCount(facts.min_sample)} MQLs it may be chance: these bands are grey.</dd>
<dt>Lowest good band</dt><dd>The lowest score above which every band converts at 30% or more.</dd>
<dt>Worked by sales</dt><dd>MQLs that sales touched, accepted or rejected. MQLs that sales never touched lower the rates in the middle
columns. This SQL rate leaves them out.</dd>
<dt>Backfilled</dt><dd>Share of MQLs whose company or title data arrived only after they qualified. They are left out of the rates of the
total score.</dd>
</dl>`;
