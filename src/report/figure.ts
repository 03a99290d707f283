import type { ChartSpec } from "./chart_specs.js";
import { drawChart } from "./draw_chart.js";
import { type Html, html, trustedHtml } from "./html.js";
import { mustBeDrawable, type SavedQueryResult } from "./run_saved_query.js";

/** A chart and the rows of its query. */
export interface FigureSpec {
  /** The id of the figure in its page; default: after the name of the chart. */
  readonly id?: string;
  readonly chart: ChartSpec;
  readonly result: SavedQueryResult<object>;
  /** The text alternative, with the numbers. */
  readonly alt: string;
  /** The caption: how to read the chart. */
  readonly caption: Html | string;
}

/** Renders a picture that needs no script, and the specification from which `createChartScript` makes tooltips. */
export async function renderFigure({ id, chart, result: answered, alt, caption }: FigureSpec): Promise<Html> {
  mustBeDrawable(answered.rows.length, chart.usermeta.query);
  const { svg, live } = await drawChart(chart, answered.rows, "page", alt);
  return html`<figure class="chart" id="${id ?? `chart-${chart.name}`}">
<div class="still">${trustedHtml(svg)}</div>
<figcaption>${caption} <span class="query">Chart ${chart.name}, query: <code>${answered.command}</code></span></figcaption>
<script type="application/json">${embedJson(live)}</script>
</figure>`;
}

/** JSON for a script element: its text must not end the script or open a comment. */
const embedJson = (value: object): Html =>
  trustedHtml(
    JSON.stringify(value).replace(
      /[<>&\u2028\u2029]/g,
      (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
    ),
  );
