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
import { axisNames, groupsInOrder, rateCell, stageNames, windowDays } from "./labels.js";

/** What each score band was worth; nothing where nothing is scored. */
export async function renderCalibration(data: FunnelData): Promise<Html | ""> {
  if (!data.isScored) return "";
  const parts = await Promise.all(axes.map((axis) => renderAxis(data, axis)));
  return html`<section id="calibration" aria-labelledby="calibration-title">
<h2 id="calibration-title">What a score is worth</h2>
<p>MQLs by the score that they had when they qualified, all versions of the definition together, and how many came through.</p>
${parts}
${definitions(data.facts)}
</section>`;
}

async function renderAxis({ facts, calibration, advice }: FunnelData, axis: Axis): Promise<Html> {
  const { rows } = calibration[axis];
  const cut = rows.find(({ is_good_cut }) => is_good_cut);
  const cliff = advice.rows.find((row) => row.axis === axis && row.is_cliff);
  return html`<h3>${capitalise(axisNames[axis])}</h3>
<p>${cut === undefined ? "There is no good cut" : html`The good cut is at <strong>${formatNumber(cut.band_low)}</strong>`}; ${
    cliff === undefined
      ? "no cut parts MQLs by their acceptance"
      : html`the cliff in acceptance is at ${formatNumber(cliff.threshold)}`
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
      { head: "Matured", over, kind: "number", cell: (row) => rateCell(row, `rate_${stage}`) },
      { head: "of", over, kind: "number", cell: (row) => formatCount(row[`mature_${stage}`]) },
    ];
  });
  const worked = "Worked by sales";
  return [
    { head: "Band", kind: "text", cell: ({ band }) => band },
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
  return html`${is_good_cut ? html`<strong>${verdict}</strong> <span class="range">the good cut</span>` : verdict}${
    mature_sql < min_sample && html` <span class="range">on few MQLs</span>`
  }`;
}

const definitions = (facts: RunSettings) => html`<dl>
<dt>Verdict</dt><dd>By the matured SQL rate: under 10% too early, under 30% marginal, under 50% good, else hot. On fewer than
${formatCount(facts.min_sample)} MQLs it may be chance; bands with fewer in all are grey.</dd>
<dt>Good cut</dt><dd>The lowest band from which on every band with a verdict is good or hot.</dd>
<dt>Cliff</dt><dd>The cut between bands at which the share that sales accepts differs most between those below and those above.</dd>
<dt>Worked by sales</dt><dd>Touched by a human of sales, accepted or rejected. Those never worked say nothing of the score, and still
count in the matured rates; the SQL rate of the worked ones leaves them out.</dd>
<dt>Backfilled</dt><dd>The share whose fit was first observed after the MQL. Such scores look ahead: they are counted under MQLs and
under worked, and are in no rate.</dd>
</dl>`;
