import { type FunnelStage, funnelStages } from "../../src/base/lifecycle.js";
import { formatCount, formatDays, formatMonth } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import { monthsFigure } from "./figures.js";
import type { FunnelData, MonthRow, RunSettings } from "./funnel_data.js";
import { rateWithTargetCell, stageNames, windowDays } from "./labels.js";

/** The funnel by month of the MQL; marks months that are too recent to judge. Empty without MQLs. */
export async function renderMonths(data: FunnelData): Promise<Html | ""> {
  const { facts, trend } = data;
  if (trend.rows.length === 0) return "";
  return html`<section id="months" aria-labelledby="months-title">
<h2 id="months-title">Month by month</h2>
<p>MQLs by the month in which they qualified. A month is mature for a stage when all of its MQLs are at least as old as the window of the stage.</p>
${await monthsFigure(data)}
${renderTable({ caption: "The funnel by month of the MQL", result: trend, columns: columnsOf(facts), groups: [{ rows: trend.rows }] })}
${definitions(facts)}
</section>`;
}

function columnsOf(facts: RunSettings): TableColumn<MonthRow>[] {
  const ofStages = funnelStages.flatMap((stage): TableColumn<MonthRow>[] => {
    const over = `${stageNames[stage]} (${formatDays(windowDays(facts, stage))})`;
    return [
      { head: "Rate", over, kind: "number", cell: (row) => monthCell(row, stage) },
      { head: "Out of", over, kind: "number", cell: (row) => formatCount(row[`mature_${stage}`]) },
    ];
  });
  return [
    { head: "Month", kind: "text", cell: ({ period_start }) => formatMonth(period_start) },
    { head: "MQLs", kind: "number", cell: ({ mqls }) => formatCount(mqls) },
    ...ofStages,
  ];
}

function monthCell(row: MonthRow, stage: FunnelStage): Html {
  const rated = rateWithTargetCell(row, `matured_rate_${stage}`, row[`target_${stage}`]);
  const isMature = row[`mature_${stage}`] === row.mqls;
  return html`${isMature ? rated : html`<span class="young">${rated}</span> <span class="range">too recent</span>`}${
    isMature && row[`is_change_${stage}`] && html` <span class="range">${changeMark(row, stage)}</span>`
  }`;
}

const changeMark = (row: MonthRow, stage: FunnelStage) =>
  row[`matured_rate_${stage}`]! > row[`previous_matured_rate_${stage}`]! ? "▲ beyond chance" : "▼ beyond chance";

const definitions = (facts: RunSettings) => html`<dl>
<dt>Too recent</dt><dd>Some MQLs of the month still have time to reach the stage. The rate is not final.</dd>
<dt>▲ ▼ beyond chance</dt><dd>A change from the month before that is too big to be chance. Only tested if both months have ${formatCount(facts.min_sample)} or more
MQLs.</dd>
</dl>`;
