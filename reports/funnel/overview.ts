import { type FunnelStage, funnelStages } from "../../src/base/lifecycle.js";
import { formatCount, formatDays, formatInterval, formatPercent, noValue } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import type { FunnelData, FunnelRow, RunSettings } from "./funnel_data.js";
import { stageNames, windowDays } from "./labels.js";

/** A line of the table: a stage of the one row of totals; null is the MQL itself. */
interface StageLine {
  readonly stage: FunnelStage | null;
  readonly total: FunnelRow;
}

/** The funnel of all MQLs, and what its columns count. */
export function renderOverview({ facts, overall }: FunnelData): Html {
  const [total] = overall.rows;
  if (total === undefined) {
    return html`<section id="funnel" aria-labelledby="funnel-title"><h2 id="funnel-title">The funnel</h2>
<p class="lede">There is no MQL yet: no record reached the stage, and no rule computed one.</p></section>`;
  }
  const lines: StageLine[] = [null, ...funnelStages].map((stage) => ({ stage, total }));
  return html`<section id="funnel" aria-labelledby="funnel-title">
<h2 id="funnel-title">The funnel</h2>
${renderCards(facts, total)}
${renderSummary(facts, total)}
${renderTable({ caption: "All MQLs of all time, by stage", result: overall, columns: columnsOf(facts), groups: [{ rows: lines }] })}
${definitions}
</section>`;
}

/** The numbers that everybody asks for first, each with its doubt. */
function renderCards(facts: RunSettings, total: FunnelRow): Html {
  return html`<ul class="cards">
<li><span class="name">MQLs</span> <strong>${formatCount(total.mqls)}</strong> <span>by ${formatCount(total.people)} people</span>
<span>${formatCount(total.awaiting)} still waiting</span></li>
${funnelStages.map((stage) => renderCard(facts, total, stage))}</ul>`;
}

function renderCard(facts: RunSettings, total: FunnelRow, stage: FunnelStage): Html {
  const rate = `matured_rate_${stage}` as const;
  const [mature, target] = [total[`mature_${stage}`], total[`target_${stage}`]];
  const doubt =
    mature > 0n && html`<span>95% interval ${formatInterval(total[`${rate}_low`], total[`${rate}_high`])}</span>`;
  return html`<li><span class="name">${stageNames[stage]} within ${formatDays(windowDays(facts, stage))}</span>
<strong>${formatPercent(total[rate])}</strong> ${doubt} <span>of ${formatCount(mature)} old enough${target !== null && `; target ${formatPercent(target)}`}</span></li>
`;
}

function renderSummary(facts: RunSettings, total: FunnelRow): Html {
  const window = formatDays(windowDays(facts, "sql"));
  const rate = html`<strong>${formatPercent(total.matured_rate_sql)}</strong> became an SQL within ${window}
(95% interval ${formatInterval(total.matured_rate_sql_low, total.matured_rate_sql_high)})`;
  return html`<p class="lede">${formatCount(total.mqls)} MQLs by ${formatCount(total.people)} people: ${formatCount(total.reached_sal)} accepted by
sales so far, ${formatCount(total.reached_sql)} qualified, ${formatCount(total.reached_opportunity)} with an opportunity,
${formatCount(total.reached_won)} won. ${total.mature_sql > 0n && html`Of the ${formatCount(total.mature_sql)} that are at least ${window} old, ${rate}.`}</p>
<p>Still waiting for an answer: ${formatCount(total.awaiting)}. Beside the MQLs, unqualified entries: ${formatCount(total.unqualified_entries)}, people
whom sales took up without any MQL. No count and no rate here includes them, but the columns that name them.</p>`;
}

function columnsOf(facts: RunSettings): TableColumn<StageLine>[] {
  const cell = (head: string, over: string, ofStage: (total: FunnelRow, stage: FunnelStage) => Html | string) => ({
    head,
    over,
    kind: "number" as const,
    cell: ({ stage, total }: StageLine) => (stage === null ? noValue : ofStage(total, stage)),
  });
  return [
    { head: "Stage", kind: "text", cell: ({ stage }) => (stage === null ? "MQL" : stageNames[stage]) },
    {
      ...cell("Reached", toDateHead, (total, stage) => formatCount(total[`reached_${stage}`])),
      cell: ({ stage, total }) => formatCount(stage === null ? total.mqls : total[`reached_${stage}`]),
    },
    cell("By an event of its own", toDateHead, (total, stage) =>
      stage === "won" ? noValue : formatCount(total[`own_${stage}`]),
    ),
    cell("Implied by a later stage", toDateHead, (total, stage) =>
      stage === "won" ? noValue : formatCount(total[`imputed_${stage}`]),
    ),
    cell("Rate of all MQLs", toDateHead, (total, stage) => formatPercent(total[`rate_${stage}`])),
    cell("95% interval", toDateHead, (total, stage) =>
      formatInterval(total[`rate_${stage}_low`], total[`rate_${stage}_high`]),
    ),
    cell("Window", maturedHead, (_, stage) => formatDays(windowDays(facts, stage))),
    cell("Old enough", maturedHead, (total, stage) => formatCount(total[`mature_${stage}`])),
    cell("Reached in time", maturedHead, (total, stage) => formatCount(total[`reached_${stage}_in_window`])),
    cell("Matured rate", maturedHead, (total, stage) => formatPercent(total[`matured_rate_${stage}`])),
    cell("95% interval", maturedHead, (total, stage) =>
      formatInterval(total[`matured_rate_${stage}_low`], total[`matured_rate_${stage}_high`]),
    ),
  ];
}

const toDateHead = "To date";
const maturedHead = "Matured: compare with these";

const definitions = html`<dl>
<dt>MQL</dt><dd>One qualification of one person by marketing. Who comes back after a rejection and qualifies again counts again.</dd>
<dt>SAL, SQL</dt><dd>Sales accepted the MQL; sales found it worth an opportunity. Whoever reached a stage counts in all before it.</dd>
<dt>Opportunity, Won</dt><dd>An opportunity was opened for the person after the MQL; one was won.</dd>
<dt>Event of its own</dt><dd>The CRM recorded that very stage. An MQL and a win are never implied.</dd>
<dt>Implied</dt><dd>Only a later stage proves it: an opportunity without a recorded SAL implies the SAL.</dd>
<dt>Rate to date</dt><dd>Reached, of all MQLs. It still rises while young MQLs have time left, so it compares nothing.</dd>
<dt>Old enough</dt><dd>MQLs that have had the whole window of days to reach the stage.</dd>
<dt>Matured rate</dt><dd>Of those, the share that reached the stage within the window. The rate to compare slices and periods by.</dd>
<dt>95% interval</dt><dd>Where the true rate plausibly lies, given how few MQLs there are (Wilson). Where two overlap widely, do not
call one better.</dd>
<dt>Unqualified entry</dt><dd>A person whom sales took up with no MQL before it.</dd>
</dl>`;
