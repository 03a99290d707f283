import { type Reached, reached } from "../../src/base/lifecycle.js";
import { count, days, month } from "../../src/report/format.js";
import { type Html, html } from "../../src/report/html.js";
import { type TableColumn, table } from "../../src/report/table.js";
import { monthsFigure } from "./figures.js";
import type { Facts, Gathered, MonthRow } from "./gathered.js";
import { aimedCell, stageNames, windowOf } from "./words.js";

/** The funnel of each month, and which months are too young to judge; nothing without MQLs. */
export async function months(data: Gathered): Promise<Html | ""> {
  const { facts, trend } = data;
  if (trend.rows.length === 0) return "";
  return html`<section id="months" aria-labelledby="months-title">
<h2 id="months-title">Month by month</h2>
<p>MQLs by the month in which they qualified. A month is mature for a stage once all of its MQLs have had the stage's whole window.</p>
${await monthsFigure(data)}
${table({ caption: "The funnel by month of the MQL", behind: trend, columns: columnsOf(facts), groups: [{ rows: trend.rows }] })}
${definitions(facts)}
</section>`;
}

function columnsOf(facts: Facts): TableColumn<MonthRow>[] {
  const ofStages = reached.flatMap((stage): TableColumn<MonthRow>[] => {
    const over = `${stageNames[stage]} (${days(windowOf(facts, stage))})`;
    return [
      { head: "Matured", over, kind: "number", cell: (row) => monthCell(row, stage) },
      { head: "of", over, kind: "number", cell: (row) => count(row[`mature_${stage}`]) },
    ];
  });
  return [
    { head: "Month", kind: "text", cell: ({ period_start }) => month(period_start) },
    { head: "MQLs", kind: "number", cell: ({ mqls }) => count(mqls) },
    ...ofStages,
  ];
}

function monthCell(row: MonthRow, stage: Reached): Html {
  const rated = aimedCell(row, `matured_rate_${stage}`, row[`target_${stage}`]);
  const isMature = row[`mature_${stage}`] === row.mqls;
  return html`${isMature ? rated : html`<span class="young">${rated}</span> <span class="range">not mature</span>`}${
    isMature && row[`is_change_${stage}`] && html` <span class="range">${changeOf(row, stage)}</span>`
  }`;
}

const changeOf = (row: MonthRow, stage: Reached) =>
  row[`matured_rate_${stage}`]! > row[`previous_matured_rate_${stage}`]! ? "▲ beyond chance" : "▼ beyond chance";

const definitions = (facts: Facts) => html`<dl>
<dt>Not mature</dt><dd>Some MQLs of the month still have time to reach the stage: the rate is that of the others, and not final.</dd>
<dt>▲ ▼ beyond chance</dt><dd>The matured rate differs from that of the month before by more than chance explains; said only of mature months,
where both have at least ${count(facts.min_sample)} MQLs.</dd>
</dl>`;
