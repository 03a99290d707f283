import { formatCount, formatPercent } from "../../src/report/format_values.js";
import { type Html, html } from "../../src/report/html.js";
import { renderTable, type TableColumn } from "../../src/report/html_table.js";
import { reasonsFigure } from "./figures.js";
import type { FunnelData, RejectionRow } from "./funnel_data.js";

/** Why MQLs came back, and how many sales refused at once. */
export async function renderRejections({ overall, rejections }: FunnelData): Promise<Html> {
  const [total] = overall.rows;
  const told =
    total !== undefined &&
    total.decided > 0n &&
    html`Of ${formatCount(total.decided)} MQLs that sales has decided on, it refused ${formatCount(total.refused)}
(<strong>${formatPercent(total.rejection_rate)}</strong>). ${formatCount(total.rejected)} ended rejected or recycled in all.`;
  return html`<section id="rejections" aria-labelledby="rejections-title">
<h2 id="rejections-title">Why MQLs come back</h2>
<p>${told}</p>
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
<dt>Reason</dt><dd>The standard reason that rejection_reasons.csv gives to what was typed. Unmapped: it knows no such text. No reason
given: the field was empty. Expired: nobody acted for so long that the MQL was closed.</dd>
<dt>Refused at MQL</dt><dd>Sent back before sales had accepted it; expired ones included.</dd>
<dt>Dropped later</dt><dd>Accepted first, then rejected or sent back to nurture.</dd>
<dt>Share</dt><dd>Of all MQLs that ended rejected or recycled; the shares add up to 100%.</dd>
<dt>Decided</dt><dd>Accepted by sales, or refused as an MQL. Expired ones count as neither.</dd>
</dl>`;
