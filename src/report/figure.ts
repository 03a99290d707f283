import { drawn } from "./chart.js";
import type { Chart } from "./charts.js";
import { type Html, html, trusted } from "./html.js";
import type { Answered } from "./saved_rows.js";

/** A chart with the rows that its query answered. */
export interface FigureSpec {
  readonly chart: Chart;
  readonly answered: Answered<object>;
  /** What it shows, in words, with its numbers. */
  readonly alt: string;
  /** How to read it. */
  readonly caption: Html | string;
}

/** A picture that needs no script, and beside it what `chartScript` enlivens it with. */
export async function figure({ chart, answered, alt, caption }: FigureSpec): Promise<Html> {
  const { svg, live } = await drawn(chart, answered.rows, "page", alt);
  return html`<figure class="chart" id="chart-${chart.name}">
<div class="still">${trusted(svg)}</div>
<figcaption>${caption} <span class="query">Chart ${chart.name}, query: <code>${answered.command}</code></span></figcaption>
<script type="application/json">${inScript(live)}</script>
</figure>`;
}

/** JSON between script tags: no text in it may end the script or open a comment. */
const inScript = (value: object): Html =>
  trusted(JSON.stringify(value).replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`));
