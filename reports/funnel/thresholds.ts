import { formatDecimal, formatNumber, formatPercent, noValue } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import { type AdviceRow, axes, type FunnelData } from "./funnel_data.js";
import { axisNames, groupsInOrder, rateCell } from "./labels.js";

/** What each candidate threshold would bring and cost; nothing where nothing is scored. */
export function renderThresholds({ advice, isScored }: FunnelData): Html | "" {
  if (!isScored) return "";
  const groups = axes.flatMap((axis) =>
    groupsInOrder(
      advice.rows.filter((row) => row.axis === axis),
      `On the ${axisNames[axis]}`,
    ),
  );
  return html`<section id="thresholds" aria-labelledby="thresholds-title">
<h2 id="thresholds-title">Where the threshold should lie</h2>
<p>Each cut between two bands, as if it were the threshold of all MQLs, by whatever path they came: what would pass, and what it would
be worth.</p>
${renderTable({ caption: "Candidate thresholds", result: advice, columns, groups })}
${definitions}
</section>`;
}

const columns: TableColumn<AdviceRow>[] = [
  {
    head: "Threshold",
    kind: "text",
    cell: ({ threshold, is_recommended }) =>
      is_recommended
        ? html`<strong>${formatNumber(threshold)}</strong> <span class="range">recommended</span>`
        : formatNumber(threshold),
  },
  { head: "MQLs a month", kind: "number", cell: ({ mqls_per_month }) => formatDecimal(mqls_per_month) },
  { head: "Capacity used", kind: "number", cell: ({ capacity_used }) => formatPercent(capacity_used) },
  { head: "SAL rate", kind: "number", cell: (row) => rateCell(row, "rate_sal") },
  { head: "SQL rate", kind: "number", cell: (row) => rateCell(row, "rate_sql") },
  { head: "Refused", kind: "number", cell: ({ rejected_share }) => formatPercent(rejected_share) },
  { head: "z of acceptance", kind: "number", cell: cliffCell },
  { head: "What speaks for and against it", kind: "text", cell: ({ reason }) => reason },
];

function cliffCell({ z_cliff, is_cliff }: AdviceRow): Html | string {
  if (z_cliff === null) return noValue;
  return is_cliff
    ? html`<strong>${formatDecimal(z_cliff)}</strong> <span class="range">the cliff</span>`
    : formatDecimal(z_cliff);
}

const definitions = html`<dl>
<dt>Recommended</dt><dd>The lowest threshold with an SQL rate of 30–50% that sales has the capacity for; where there is none, the lowest
of up to 60%. None where few MQLs are old enough, and at most one for each score.</dd>
<dt>MQLs a month</dt><dd>MQLs with at least that score, by calendar months from the first scored MQL to the last.</dd>
<dt>Capacity used</dt><dd>Of the MQLs a month that owners.csv gives its owners; a dash: it gives none.</dd>
<dt>SAL, SQL rate</dt><dd>Matured rates of the MQLs at or above the threshold, with 95% interval.</dd>
<dt>Refused</dt><dd>Of those that sales has decided on, the share that it refused as an MQL.</dd>
<dt>z of acceptance</dt><dd>How many standard errors lie between the matured SAL rates from the threshold on and below it: largest at
the cliff. Under zero: sales accepts more of those below.</dd>
</dl>`;
