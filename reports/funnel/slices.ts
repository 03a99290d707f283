import { reached } from "../../src/lifecycle.js";
import { svgOf } from "../../src/report/chart.js";
import { capitalised, count, days, interval, percent } from "../../src/report/format.js";
import { type Html, html } from "../../src/report/html.js";
import { type TableColumn, table } from "../../src/report/table.js";
import { funnel_by_source } from "../charts/funnel_by_source.js";
import { type Dimension, type Facts, type FunnelRow, type Gathered, shownDimensions } from "./gathered.js";
import { ratedCell, stageNames, windowOf, words } from "./words.js";

/** The most slices that a table shows; a company may have run a thousand campaigns. */
const longest = 40;

/** A section for each dimension, those of scores only where there are any. */
export async function slices(data: Gathered): Promise<Html[]> {
  const chart = await chartOf(data);
  return shownDimensions(data).map((dimension) => section(data, dimension, dimension === "source" ? chart : ""));
}

function section({ facts, slices }: Gathered, dimension: Dimension, chart: Html | ""): Html {
  const { noun, plural, about } = words[dimension];
  const { rows, command } = slices[dimension];
  const shown = rows.slice(0, longest);
  const small = shown.filter(({ is_small }) => is_small);
  return html`<section id="${dimension}" aria-labelledby="${dimension}-title">
<h2 id="${dimension}-title">By ${noun}</h2>
<p>${about}</p>
${chart}
${table({
  caption: `The funnel by ${noun}, MQLs of all time`,
  behind: { command },
  columns: columnsOf(facts, noun),
  groups: [
    { rows: shown.filter(({ is_small }) => !is_small) },
    { heading: `Under ${count(facts.min_sample)} MQLs: too few to rank or compare`, isFaint: true, rows: small },
  ],
})}
${rows.length > longest && html`<p class="note">${count(rows.length - longest)} more ${plural} follow in the query.</p>`}
${small.length === rows.length && rows.length > 0 && html`<p class="note">None has ${count(facts.min_sample)} MQLs yet, so nothing is ranked.</p>`}
${dimension === "source" && definitions}
</section>`;
}

function columnsOf(facts: Facts, noun: string): TableColumn<FunnelRow>[] {
  const ofStages = reached.flatMap((stage): TableColumn<FunnelRow>[] => {
    const over = `${stageNames[stage]} (${days(windowOf(facts, stage))})`;
    return [
      { head: "Matured", over, kind: "number", cell: (row) => ratedCell(row, `matured_rate_${stage}`) },
      { head: "of", over, kind: "number", cell: (row) => count(row[`mature_${stage}`]) },
      { head: "To date", over, kind: "number", cell: (row) => count(row[`reached_${stage}`]) },
    ];
  });
  return [
    { head: capitalised(noun), kind: "text", cell: named },
    { head: "MQLs", kind: "number", cell: ({ mqls }) => count(mqls) },
    ...ofStages,
    { head: "Unqualified entries", kind: "number", cell: ({ unqualified_entries }) => count(unqualified_entries) },
  ];
}

const named = ({ label, value }: FunnelRow) =>
  label === value ? label : html`${label} <span class="id">${value}</span>`;

const definitions = html`<dl>
<dt>Matured, of</dt><dd>Of the MQLs that are as old as the stage's window (their number: <em>of</em>), the share that reached the stage
within it; below it the 95% interval.</dd>
<dt>To date</dt><dd>How many of all MQLs of the line have reached the stage so far.</dd>
<dt>Order</dt><dd>By the matured SQL rate. Lines in grey have too few MQLs: chance alone moves their rates, so they are not ranked.</dd>
</dl>`;

async function chartOf({ facts, slices }: Gathered): Promise<Html | ""> {
  const rows = slices.source.rows.slice(0, longest);
  if (rows.length === 0) return "";
  const said = rows.map(
    (row) =>
      `${row.label} ${percent(row.matured_rate_sql)} (${interval(row.matured_rate_sql_low, row.matured_rate_sql_high)}) of ${count(row.mature_sql)}`,
  );
  const alt = `Matured SQL rate by source, with 95% interval: ${said.join("; ")}.`;
  return html`<figure>${await svgOf(funnel_by_source, rows, alt)}
<figcaption>Share of MQLs that became an SQL within ${days(windowOf(facts, "sql"))}: the dot is the matured rate, the line its 95%
interval, the number at the right how many MQLs are old enough to count. Grey: under ${count(facts.min_sample)} MQLs, not ranked.
The table below has the same numbers.</figcaption></figure>`;
}
