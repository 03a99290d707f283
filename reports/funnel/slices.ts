import { funnelStages } from "../../src/base/lifecycle.js";
import { capitalise, formatCount, formatDays } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { type RowGroup, renderTable, type TableColumn } from "../../src/report/html_table.js";
import { type DimensionSection, dimensionSections } from "./dimension_sections.js";
import { slicesFigure } from "./figures.js";
import type { FunnelData, FunnelRow, RunSettings } from "./funnel_data.js";
import { groupsInOrder, rateWithTargetCell, stageNames, valueLabel, windowDays } from "./labels.js";

/** The longest table: a company may have a thousand campaigns. */
const maxRows = 40;

/** A section for each dimension. */
export async function renderSlices(data: FunnelData): Promise<Html[]> {
  const sections: Html[] = [];
  for (const section of dimensionSections(data)) {
    sections.push(renderSlice(data.facts, section, await slicesFigure(data.facts, section)));
  }
  return sections;
}

function renderSlice(facts: RunSettings, { id, labels, slices }: DimensionSection, figure: Html | ""): Html {
  const { noun, plural, about } = labels;
  const { rows, command } = slices;
  const shown = rows.slice(0, maxRows);
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">By ${noun}</h2>
<p>${about}</p>
${figure}
${renderTable({
  caption: `The funnel by ${noun}, MQLs of all time`,
  result: { command },
  columns: columnsOf(facts, noun, rows),
  groups: isBand(id) ? groupsInOrder(shown) : rankedGroups(facts, shown),
})}
${rows.length > maxRows && html`<p class="note">The query lists ${formatCount(rows.length - maxRows)} more ${plural}.</p>`}
${rows.length > 0 && rows.every(({ is_small }) => is_small) && html`<p class="note">None has ${formatCount(facts.min_sample)} MQLs yet, so they are not ranked.</p>`}
${id === "source" && definitions}
</section>`;
}

/** Bands are shown in the order of their scores. */
const isBand = (id: string) => id === "engagement_band" || id === "total_band";

const rankedGroups = (facts: RunSettings, shown: readonly FunnelRow[]): RowGroup<FunnelRow>[] => [
  { rows: shown.filter(({ is_small }) => !is_small) },
  {
    heading: `Fewer than ${formatCount(facts.min_sample)} MQLs: too few to rank or compare`,
    isFaint: true,
    rows: shown.filter(({ is_small }) => is_small),
  },
];

function columnsOf(facts: RunSettings, noun: string, rows: readonly FunnelRow[]): TableColumn<FunnelRow>[] {
  const ofStages = funnelStages.flatMap((stage): TableColumn<FunnelRow>[] => {
    const over = `${stageNames[stage]} (${formatDays(windowDays(facts, stage))})`;
    return [
      {
        head: "Rate",
        over,
        kind: "number",
        cell: (row) => rateWithTargetCell(row, `matured_rate_${stage}`, row[`target_${stage}`]),
      },
      { head: "Out of", over, kind: "number", cell: (row) => formatCount(row[`mature_${stage}`]) },
      { head: "So far", over, kind: "number", cell: (row) => formatCount(row[`reached_${stage}`]) },
    ];
  });
  return [
    { head: capitalise(noun), kind: "text", cell: sliceNameCell(rows) },
    { head: "MQLs", kind: "number", cell: ({ mqls }) => formatCount(mqls) },
    ...ofStages,
    {
      head: "Sales-sourced",
      kind: "number",
      cell: ({ unqualified_entries }) => formatCount(unqualified_entries),
    },
  ];
}

/** The name of a slice; its id too if another slice has the same name, e.g. two campaigns called Webinar. */
function sliceNameCell(rows: readonly FunnelRow[]): (row: FunnelRow) => Html | string {
  const counts = new Map<string, number>();
  for (const { label } of rows) counts.set(label, (counts.get(label) ?? 0) + 1);
  return (row) => {
    if (row.label === row.value) return valueLabel(row);
    return counts.get(row.label) === 1 ? row.label : html`${row.label} <span class="id">${row.value}</span>`;
  };
}

const definitions = html`<dl>
<dt>Rate, out of</dt><dd>The matured rate: of the MQLs that are old enough (out of: their number), the share that reached the stage in
time. Below: the 95% interval.</dd>
<dt>So far</dt><dd>MQLs of the line that have reached the stage, whatever their age.</dd>
<dt>Order</dt><dd>By the matured SQL rate. Grey lines have too few MQLs to rank. Score bands are in the order of the scores.</dd>
<dt>Sales-sourced</dt><dd>People whom sales worked without an MQL. They are in no other column.</dd>
</dl>`;
