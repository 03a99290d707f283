import { funnelStages } from "../../src/base/lifecycle.js";
import { capitalise, formatCount, formatDays } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { type RowGroup, renderTable, type TableColumn } from "../../src/report/html_table.js";
import { hasStageChart, slicesFigure } from "./figures.js";
import { type Dimension, type FunnelData, type FunnelRow, type RunSettings, shownDimensions } from "./funnel_data.js";
import { dimensionLabels, groupsInOrder, rateWithTargetCell, stageNames, windowDays } from "./labels.js";

/** The most slices that a table shows; a company may have run a thousand campaigns. */
const maxRows = 40;

/** A section for each dimension, those of scores only where there are any. */
export async function renderSlices(data: FunnelData): Promise<Html[]> {
  const sections: Html[] = [];
  for (const dimension of shownDimensions(data)) {
    const figure = hasStageChart(dimension) ? await slicesFigure(data, dimension) : "";
    sections.push(renderSlice(data, dimension, figure));
  }
  return sections;
}

function renderSlice({ facts, slices }: FunnelData, dimension: Dimension, figure: Html | ""): Html {
  const { noun, plural, about } = dimensionLabels[dimension];
  const { rows, command } = slices[dimension];
  const shown = rows.slice(0, maxRows);
  return html`<section id="${dimension}" aria-labelledby="${dimension}-title">
<h2 id="${dimension}-title">By ${noun}</h2>
<p>${about}</p>
${figure}
${renderTable({
  caption: `The funnel by ${noun}, MQLs of all time`,
  result: { command },
  columns: columnsOf(facts, noun),
  groups: isBand(dimension) ? groupsInOrder(shown) : rankedGroups(facts, shown),
})}
${rows.length > maxRows && html`<p class="note">${formatCount(rows.length - maxRows)} more ${plural} follow in the query.</p>`}
${rows.length > 0 && rows.every(({ is_small }) => is_small) && html`<p class="note">None has ${formatCount(facts.min_sample)} MQLs yet, so nothing is ranked.</p>`}
${dimension === "source" && definitions}
</section>`;
}

/** Bands follow each other by their scores. */
const isBand = (dimension: Dimension) => dimension.endsWith("_band");

const rankedGroups = (facts: RunSettings, shown: readonly FunnelRow[]): RowGroup<FunnelRow>[] => [
  { rows: shown.filter(({ is_small }) => !is_small) },
  {
    heading: `Under ${formatCount(facts.min_sample)} MQLs: too few to rank or compare`,
    isFaint: true,
    rows: shown.filter(({ is_small }) => is_small),
  },
];

function columnsOf(facts: RunSettings, noun: string): TableColumn<FunnelRow>[] {
  const ofStages = funnelStages.flatMap((stage): TableColumn<FunnelRow>[] => {
    const over = `${stageNames[stage]} (${formatDays(windowDays(facts, stage))})`;
    return [
      {
        head: "Matured",
        over,
        kind: "number",
        cell: (row) => rateWithTargetCell(row, `matured_rate_${stage}`, row[`target_${stage}`]),
      },
      { head: "of", over, kind: "number", cell: (row) => formatCount(row[`mature_${stage}`]) },
      { head: "To date", over, kind: "number", cell: (row) => formatCount(row[`reached_${stage}`]) },
    ];
  });
  return [
    { head: capitalise(noun), kind: "text", cell: sliceNameCell },
    { head: "MQLs", kind: "number", cell: ({ mqls }) => formatCount(mqls) },
    ...ofStages,
    {
      head: "Unqualified entries",
      kind: "number",
      cell: ({ unqualified_entries }) => formatCount(unqualified_entries),
    },
  ];
}

const sliceNameCell = ({ label, value }: FunnelRow) =>
  label === value ? label : html`${label} <span class="id">${value}</span>`;

const definitions = html`<dl>
<dt>Matured, of</dt><dd>Of the MQLs that are as old as the stage's window (their number: <em>of</em>), the share that reached the stage
within it; below it the 95% interval.</dd>
<dt>To date</dt><dd>How many of all MQLs of the line have reached the stage so far.</dd>
<dt>Order</dt><dd>By the matured SQL rate. Lines in grey have too few MQLs: chance alone moves their rates, so they are not ranked.
Bands of a score stand in their own order: [31,51) is 31 or more and under 51.</dd>
</dl>`;
