import { formatDecimal, formatNumber, formatPercent } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import { type AdviceRow, axes, type FunnelData } from "./funnel_data.js";
import { axisNames, groupsInOrder, rateCell } from "./labels.js";

/** What each candidate threshold would let through, and how well; empty if nothing is scored. */
export function renderThresholds({ advice, isScored }: FunnelData): Html | "" {
  if (!isScored) return "";
  const groups = axes.flatMap((axis) =>
    groupsInOrder(
      advice.rows.filter((row) => row.axis === axis),
      `On the ${axisNames[axis]}`,
    ),
  );
  return html`<section id="thresholds" aria-labelledby="thresholds-title">
<h2 id="thresholds-title">Where to set the threshold</h2>
<p>What would happen if only MQLs with at least this score went to sales. It includes MQLs that asked for sales themselves.</p>
${renderTable({ caption: "Candidate thresholds", result: advice, columns, groups })}
${definitions}
</section>`;
}

const columns: TableColumn<AdviceRow>[] = [
  {
    head: "Threshold",
    kind: "text",
    cell: thresholdCell,
  },
  { head: "MQLs a month", kind: "number", cell: ({ mqls_per_month }) => formatDecimal(mqls_per_month) },
  { head: "Capacity used", kind: "number", cell: ({ capacity_used }) => formatPercent(capacity_used) },
  { head: "SAL rate", kind: "number", cell: (row) => rateCell(row, "rate_sal") },
  { head: "SQL rate", kind: "number", cell: (row) => rateCell(row, "rate_sql") },
  { head: "Refused", kind: "number", cell: ({ rejected_share }) => formatPercent(rejected_share) },
  { head: "Assessment", kind: "text", cell: ({ reason }) => reason },
];

function thresholdCell({ threshold, is_recommended, is_cliff }: AdviceRow): Html | string {
  if (is_recommended) return html`<strong>${formatNumber(threshold)}</strong> <span class="range">recommended</span>`;
  if (is_cliff) return html`${formatNumber(threshold)} <span class="range">acceptance changes here</span>`;
  return formatNumber(threshold);
}

const definitions = html`<dl>
<dt>Recommended</dt><dd>The lowest threshold with an SQL rate of 30–50% that sales has capacity for. If no threshold fits, one with up to 60%
is taken; with too little data, none.</dd>
<dt>MQLs a month</dt><dd>MQLs with at least that score, per calendar month.</dd>
<dt>Capacity used</dt><dd>MQLs a month as a share of what the sales teams say they can work. A dash: they did not say.</dd>
<dt>SAL, SQL rate</dt><dd>Matured rates of the MQLs at or above the threshold, with 95% interval.</dd>
<dt>Refused</dt><dd>Share of the MQLs that sales decided on and refused.</dd>
<dt>Acceptance changes here</dt><dd>The score at which the share that sales accepts differs most between the MQLs below and above it.</dd>
</dl>`;
