import { formatCount, formatPercent } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import { reasonsFigure } from "./figures.js";
import type { FunnelData, RejectionRow } from "./funnel_data.js";

/** Why MQLs came back, and how many of them sales refused at once. */
export async function renderRejections({ overall, rejections }: FunnelData): Promise<Html> {
  const [total] = overall.rows;
  const summary =
    total !== undefined &&
    total.decided > 0n &&
    html`Sales decided on ${formatCount(total.decided)} MQLs and refused ${formatCount(total.refused)} of them
(<strong>${formatPercent(total.rejection_rate)}</strong>). In all, ${formatCount(total.rejected)} were rejected or recycled.`;
  return html`<section id="rejections" aria-labelledby="rejections-title">
<h2 id="rejections-title">Why MQLs come back</h2>
<p>${summary}</p>
${rejections.rows.length === 0 ? html`<p class="note">No MQL has been rejected or recycled.</p>` : await renderReasons(rejections)}
</section>`;
}

async function renderReasons(rejections: FunnelData["rejections"]): Promise<Html> {
  const caption = "MQLs that ended rejected or recycled, by reason";
  return html`${await reasonsFigure(rejections)}
${renderTable({ caption, result: rejections, columns, groups: [{ rows: rejections.rows }] })}
${definitions}`;
}

const columns: TableColumn<RejectionRow>[] = [
  { head: "Reason", kind: "text", cell: ({ reason }) => reason },
  { head: "MQLs", kind: "number", cell: ({ rejected }) => formatCount(rejected) },
  { head: "Share", kind: "number", cell: ({ share }) => formatPercent(share) },
  { head: "Refused at MQL", kind: "number", cell: ({ rejected_at_mql }) => formatCount(rejected_at_mql) },
  { head: "Dropped later", kind: "number", cell: ({ dropped_later }) => formatCount(dropped_later) },
];

const definitions = html`<dl>
<dt>Reason</dt><dd>The text that sales typed, grouped into standard reasons. Unmapped: not yet in the list of reasons. No reason given: the
field was empty. Expired: closed because nobody acted on the MQL for a long time.</dd>
<dt>Refused at MQL</dt><dd>Sent back before sales accepted it; includes expired ones.</dd>
<dt>Dropped later</dt><dd>Accepted first, then rejected or sent back to nurture.</dd>
<dt>Share</dt><dd>Of all rejected or recycled MQLs. The shares add up to 100%.</dd>
<dt>Decided</dt><dd>Accepted by sales, or refused. Expired MQLs are not counted here.</dd>
</dl>`;
