import { type Reached, reached } from "../../src/base/lifecycle.js";
import { count, days, interval, none, percent } from "../../src/report/format.js";
import { type Html, html } from "../../src/report/html.js";
import { type TableColumn, table } from "../../src/report/table.js";
import type { Facts, FunnelRow, Gathered } from "./gathered.js";
import { stageNames, windowOf } from "./words.js";

/** A line of the table: a stage of the one row of totals; null is the MQL itself. */
interface Line {
  readonly stage: Reached | null;
  readonly total: FunnelRow;
}

/** The funnel of all MQLs, and what its columns count. */
export function overview({ facts, overall }: Gathered): Html {
  const [total] = overall.rows;
  if (total === undefined) {
    return html`<section id="funnel" aria-labelledby="funnel-title"><h2 id="funnel-title">The funnel</h2>
<p class="lede">There is no MQL yet: no record reached the stage, and no rule computed one.</p></section>`;
  }
  const lines: Line[] = [null, ...reached].map((stage) => ({ stage, total }));
  return html`<section id="funnel" aria-labelledby="funnel-title">
<h2 id="funnel-title">The funnel</h2>
${cards(facts, total)}
${lede(facts, total)}
${table({ caption: "All MQLs of all time, by stage", behind: overall, columns: columnsOf(facts), groups: [{ rows: lines }] })}
${definitions}
</section>`;
}

/** The numbers that everybody asks for first, each with its doubt. */
function cards(facts: Facts, total: FunnelRow): Html {
  return html`<ul class="cards">
<li><span class="name">MQLs</span> <strong>${count(total.mqls)}</strong> <span>by ${count(total.people)} people</span>
<span>${count(total.awaiting)} still waiting</span></li>
${reached.map((stage) => card(facts, total, stage))}</ul>`;
}

function card(facts: Facts, total: FunnelRow, stage: Reached): Html {
  const rate = `matured_rate_${stage}` as const;
  const [mature, target] = [total[`mature_${stage}`], total[`target_${stage}`]];
  const doubt = mature > 0n && html`<span>95% interval ${interval(total[`${rate}_low`], total[`${rate}_high`])}</span>`;
  return html`<li><span class="name">${stageNames[stage]} within ${days(windowOf(facts, stage))}</span>
<strong>${percent(total[rate])}</strong> ${doubt} <span>of ${count(mature)} old enough${target !== null && `; target ${percent(target)}`}</span></li>
`;
}

function lede(facts: Facts, total: FunnelRow): Html {
  const window = days(windowOf(facts, "sql"));
  const rate = html`<strong>${percent(total.matured_rate_sql)}</strong> became an SQL within ${window}
(95% interval ${interval(total.matured_rate_sql_low, total.matured_rate_sql_high)})`;
  return html`<p class="lede">${count(total.mqls)} MQLs by ${count(total.people)} people: ${count(total.reached_sal)} accepted by
sales so far, ${count(total.reached_sql)} qualified, ${count(total.reached_opportunity)} with an opportunity,
${count(total.reached_won)} won. ${total.mature_sql > 0n && html`Of the ${count(total.mature_sql)} that are at least ${window} old, ${rate}.`}</p>
<p>Still waiting for an answer: ${count(total.awaiting)}. Beside the MQLs, unqualified entries: ${count(total.unqualified_entries)}, people
whom sales took up without any MQL. No count and no rate here includes them, but the columns that name them.</p>`;
}

function columnsOf(facts: Facts): TableColumn<Line>[] {
  const cell = (head: string, over: string, ofStage: (total: FunnelRow, stage: Reached) => Html | string) => ({
    head,
    over,
    kind: "number" as const,
    cell: ({ stage, total }: Line) => (stage === null ? none : ofStage(total, stage)),
  });
  return [
    { head: "Stage", kind: "text", cell: ({ stage }) => (stage === null ? "MQL" : stageNames[stage]) },
    {
      ...cell("Reached", toDate, (total, stage) => count(total[`reached_${stage}`])),
      cell: ({ stage, total }) => count(stage === null ? total.mqls : total[`reached_${stage}`]),
    },
    cell("By an event of its own", toDate, (total, stage) => (stage === "won" ? none : count(total[`own_${stage}`]))),
    cell("Implied by a later stage", toDate, (total, stage) =>
      stage === "won" ? none : count(total[`imputed_${stage}`]),
    ),
    cell("Rate of all MQLs", toDate, (total, stage) => percent(total[`rate_${stage}`])),
    cell("95% interval", toDate, (total, stage) => interval(total[`rate_${stage}_low`], total[`rate_${stage}_high`])),
    cell("Window", matured, (_, stage) => days(windowOf(facts, stage))),
    cell("Old enough", matured, (total, stage) => count(total[`mature_${stage}`])),
    cell("Reached in time", matured, (total, stage) => count(total[`reached_${stage}_in_window`])),
    cell("Matured rate", matured, (total, stage) => percent(total[`matured_rate_${stage}`])),
    cell("95% interval", matured, (total, stage) =>
      interval(total[`matured_rate_${stage}_low`], total[`matured_rate_${stage}_high`]),
    ),
  ];
}

const toDate = "To date";
const matured = "Matured: compare with these";

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
