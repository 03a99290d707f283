import { type FunnelStage, funnelStages } from "../../src/base/lifecycle.js";
import { formatCount, formatDays, formatInterval, formatPercent, noValue } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import type { FunnelData, FunnelRow, RunSettings } from "./funnel_data.js";
import { stageNames, windowDays } from "./labels.js";

/** A line of the table: a stage of the totals; null is the MQL itself. */
interface StageLine {
  readonly stage: FunnelStage | null;
  readonly total: FunnelRow;
}

/** The funnel of all MQLs, with a definition of each column. */
export function renderOverview({ facts, overall }: FunnelData): Html {
  const [total] = overall.rows;
  if (total === undefined) {
    return html`<section id="funnel" aria-labelledby="funnel-title"><h2 id="funnel-title">The funnel</h2>
<p class="lede">There is no MQL yet: no record has the stage MQL, and no score reached the threshold.</p></section>`;
  }
  const lines: StageLine[] = [null, ...funnelStages].map((stage) => ({ stage, total }));
  return html`<section id="funnel" aria-labelledby="funnel-title">
<h2 id="funnel-title">The funnel</h2>
${renderCards(facts, total)}
${renderSummary(facts, total)}
${renderTable({ caption: "All MQLs of all time, by stage", result: overall, columns: columnsOf(facts), groups: [{ rows: lines }] })}
${definitions(facts)}
</section>`;
}

const peopleCount = (count: bigint) => (count === 1n ? "1 person" : `${formatCount(count)} people`);

/** The key figures, each with its interval. */
function renderCards(facts: RunSettings, total: FunnelRow): Html {
  return html`<ul class="cards">
<li><span class="name">MQLs</span> <strong>${formatCount(total.mqls)}</strong> <span>from ${peopleCount(total.people)}</span>
<span>${formatCount(total.awaiting)} not yet answered</span></li>
${funnelStages.map((stage) => renderCard(facts, total, stage))}</ul>`;
}

/** The later stages that imply a stage of which the exports record nothing, e.g. "wins"; undefined if they record it, or if no MQL reached it. */
function impliedBy(total: FunnelRow, stage: FunnelStage): string | undefined {
  const own = (of: FunnelStage) => (of === "won" ? total.reached_won : total[`own_${of}`]);
  if (own(stage) > 0n || total[`reached_${stage}`] === 0n) return undefined;
  const later = funnelStages.slice(funnelStages.indexOf(stage) + 1).find((of) => own(of) > 0n);
  return later === undefined ? "losses" : pluralNames[later];
}

const pluralNames: Readonly<Record<FunnelStage, string>> = {
  sal: "SALs",
  sql: "SQLs",
  opportunity: "opportunities",
  won: "wins",
};

function renderCard(facts: RunSettings, total: FunnelRow, stage: FunnelStage): Html {
  const implied = impliedBy(total, stage);
  if (implied !== undefined) {
    return html`<li><span class="name">${stageNames[stage]}</span>
<strong>implied by ${implied}</strong> <span>The exports record no ${stageNames[stage]}: this rate would only repeat that of the ${implied}.</span></li>
`;
  }
  const rate = `matured_rate_${stage}` as const;
  const [mature, target] = [total[`mature_${stage}`], total[`target_${stage}`]];
  const doubt =
    mature > 0n && html`<span>95% interval ${formatInterval(total[`${rate}_low`], total[`${rate}_high`])}</span>`;
  return html`<li><span class="name">${stageNames[stage]} within ${formatDays(windowDays(facts, stage))}</span>
<strong>${formatPercent(total[rate])}</strong> ${doubt} <span>of the ${formatCount(mature)} MQLs that are at least ${formatDays(windowDays(facts, stage))} old${target !== null && `; target ${formatPercent(target)}`}</span></li>
`;
}

function renderSummary(facts: RunSettings, total: FunnelRow): Html {
  const window = formatDays(windowDays(facts, "sql"));
  const rate = html`<strong>${formatPercent(total.matured_rate_sql)}</strong> became an SQL within ${window}
(95% interval ${formatInterval(total.matured_rate_sql_low, total.matured_rate_sql_high)})`;
  const known = funnelStages.filter((stage) => impliedBy(total, stage) === undefined);
  const reached = known.map((stage) => `${formatCount(total[`reached_${stage}`])} ${reachedWords[stage]}`);
  const unknown = funnelStages
    .filter((stage) => !known.includes(stage))
    .map((stage) => `${stageNames[stage]} is implied by ${impliedBy(total, stage)}`);
  return html`<p class="lede">${formatCount(total.mqls)} MQLs from ${peopleCount(total.people)}: ${reached.join(", ")}. ${
    unknown.length > 0 && `The exports do not record every stage: ${unknown.join(", ")}. `
  }${total.mature_sql > 0n && known.includes("sql") && html`Of the ${formatCount(total.mature_sql)} that are at least ${window} old, ${rate}.`}</p>
<p>Not yet answered by sales: ${formatCount(total.awaiting)}.${
    total.unqualified_entries > 0n &&
    html` Sales also worked ${peopleCount(total.unqualified_entries)} without an MQL:
only the columns named Sales-sourced count them.`
  }</p>`;
}

const reachedWords: Readonly<Record<FunnelStage, string>> = {
  sal: "accepted by sales so far",
  sql: "qualified",
  opportunity: "with an opportunity",
  won: "won",
};

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
    cell("Recorded in the CRM", toDateHead, (total, stage) =>
      stage === "won" ? noValue : formatCount(total[`own_${stage}`]),
    ),
    cell("Inferred from a later stage", toDateHead, (total, stage) =>
      stage === "won" ? noValue : formatCount(total[`imputed_${stage}`]),
    ),
    cell("Share of all MQLs so far", toDateHead, (total, stage) => formatPercent(total[`rate_${stage}`])),
    cell("95% interval", toDateHead, (total, stage) =>
      formatInterval(total[`rate_${stage}_low`], total[`rate_${stage}_high`]),
    ),
    cell("Within", maturedHead, (_, stage) => formatDays(windowDays(facts, stage))),
    cell("MQLs of that age", maturedHead, (total, stage) => formatCount(total[`mature_${stage}`])),
    cell("Reached in time", maturedHead, (total, stage) => formatCount(total[`reached_${stage}_in_window`])),
    cell("Matured rate", maturedHead, (total, stage) => {
      const implied = impliedBy(total, stage);
      return implied === undefined ? formatPercent(total[`matured_rate_${stage}`]) : `implied by ${implied}`;
    }),
    cell("95% interval", maturedHead, (total, stage) =>
      formatInterval(total[`matured_rate_${stage}_low`], total[`matured_rate_${stage}_high`]),
    ),
  ];
}

const toDateHead = "To date";
const maturedHead = "Matured: compare with these";

const definitions = (facts: RunSettings) => html`<dl>
<dt>MQL</dt><dd>A person whom marketing qualified. A person who is rejected and later qualifies again is counted twice.</dd>
<dt>SAL, SQL</dt><dd>SAL: sales accepted the MQL. SQL: sales confirmed that it is worth an opportunity. An MQL that reached a stage is also
counted in the stages before it.</dd>
<dt>Opportunity, Won</dt><dd>An opportunity was opened for the person after the MQL; it was won.</dd>
<dt>Recorded in the CRM</dt><dd>The CRM has a date or status for this stage.</dd>
<dt>Inferred from a later stage</dt><dd>The CRM has only a later stage. For example, an opportunity without a recorded SAL was also an SAL.</dd>
<dt>Share of all MQLs so far</dt><dd>Recent MQLs still have time, so do not compare periods with it.</dd>
<dt>Matured rate</dt><dd>The share of the MQLs of that age that reached the stage in time, e.g. within ${formatDays(windowDays(facts, "sql"))} for the SQL. Compare slices
and periods with it.</dd>
<dt>95% interval</dt><dd>The true rate is very likely in this range. Wide range: few MQLs. If two ranges overlap, do not call one better.</dd>
<dt>Sales-sourced</dt><dd>A person whom sales worked without an MQL.</dd>
</dl>`;
