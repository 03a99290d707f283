import { reached } from "../../src/base/lifecycle.js";
import { capitalised, count, days } from "../../src/report/format.js";
import { type Html, html } from "../../src/report/html.js";
import { type RowGroup, type TableColumn, table } from "../../src/report/table.js";
import { isCharted, slicesFigure } from "./figures.js";
import { type Dimension, type Facts, type FunnelRow, type Gathered, shownDimensions } from "./gathered.js";
import { aimedCell, keptInOrder, stageNames, windowOf, words } from "./words.js";

/** The most slices that a table shows; a company may have run a thousand campaigns. */
const longest = 40;

/** A section for each dimension, those of scores only where there are any. */
export async function slices(data: Gathered): Promise<Html[]> {
  const sections: Html[] = [];
  for (const dimension of shownDimensions(data)) {
    const figure = isCharted(dimension) ? await slicesFigure(data, dimension) : "";
    sections.push(section(data, dimension, figure));
  }
  return sections;
}

function section({ facts, slices }: Gathered, dimension: Dimension, figure: Html | ""): Html {
  const { noun, plural, about } = words[dimension];
  const { rows, command } = slices[dimension];
  const shown = rows.slice(0, longest);
  return html`<section id="${dimension}" aria-labelledby="${dimension}-title">
<h2 id="${dimension}-title">By ${noun}</h2>
<p>${about}</p>
${figure}
${table({
  caption: `The funnel by ${noun}, MQLs of all time`,
  behind: { command },
  columns: columnsOf(facts, noun),
  groups: isBand(dimension) ? keptInOrder(shown) : ranked(facts, shown),
})}
${rows.length > longest && html`<p class="note">${count(rows.length - longest)} more ${plural} follow in the query.</p>`}
${rows.length > 0 && rows.every(({ is_small }) => is_small) && html`<p class="note">None has ${count(facts.min_sample)} MQLs yet, so nothing is ranked.</p>`}
${dimension === "source" && definitions}
</section>`;
}

/** Bands follow each other by their scores. */
const isBand = (dimension: Dimension) => dimension.endsWith("_band");

const ranked = (facts: Facts, shown: readonly FunnelRow[]): RowGroup<FunnelRow>[] => [
  { rows: shown.filter(({ is_small }) => !is_small) },
  {
    heading: `Under ${count(facts.min_sample)} MQLs: too few to rank or compare`,
    isFaint: true,
    rows: shown.filter(({ is_small }) => is_small),
  },
];

function columnsOf(facts: Facts, noun: string): TableColumn<FunnelRow>[] {
  const ofStages = reached.flatMap((stage): TableColumn<FunnelRow>[] => {
    const over = `${stageNames[stage]} (${days(windowOf(facts, stage))})`;
    return [
      {
        head: "Matured",
        over,
        kind: "number",
        cell: (row) => aimedCell(row, `matured_rate_${stage}`, row[`target_${stage}`]),
      },
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
<dt>Order</dt><dd>By the matured SQL rate. Lines in grey have too few MQLs: chance alone moves their rates, so they are not ranked.
Bands of a score stand in their own order: [31,51) is 31 or more and under 51.</dd>
</dl>`;
