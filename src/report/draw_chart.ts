import type { DuckDBValue } from "@duckdb/node-api";
import type { Spec, View } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { isNumber, valueText } from "../query/formats/value_text.js";
import type { ChartSpec } from "./chart_specs.js";
import { escapeHtml } from "./html.js";
import { theme } from "./theme.js";

/** A chart with its rows, drawn. */
export interface ChartDrawing {
  /** A picture that needs no script. */
  readonly svg: string;
  /** The same as a Vega specification, its data in it, that lays itself out just as the picture, whatever its fonts measure. */
  readonly live: Spec;
}

/** Within a page, or on a sheet of its own. */
const chartFrames = {
  // Letters reach a little beyond what Vega takes for their line.
  page: { background: "transparent", padding: { left: 0, top: 4, right: 4, bottom: 5 } },
  sheet: { background: "white", padding: 20 },
} as const;

/** Draws rows, which have the columns of the chart's query; `alt` says in words what it shows. */
export async function drawChart(
  chart: ChartSpec,
  rows: readonly object[],
  on: keyof typeof chartFrames,
  alt = chart.description,
): Promise<ChartDrawing> {
  // Two large libraries that only a picture needs.
  const [{ compile }, vega] = await Promise.all([import("vega-lite"), import("vega")]);
  // Without a canvas Vega takes every letter for 0.8 em wide, and leaves margins accordingly.
  (vega as unknown as VegaTextMetrics).textMetrics.width = (item, text) =>
    meanLetterWidth * (item.fontSize ?? 11) * String(text ?? "").length;
  const config = { ...theme, ...chartFrames[on] };
  const { spec } = compile({ ...chart, config, datasets: { rows: rows.map(toPlainValues) } } as TopLevelSpec);
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  const svg = await view.toSVG();
  // Everything in it is of Vega's writing, which escapes; the replacement is a function since a `$` in it would be read.
  const told = svg.replace("<svg ", () => `<svg role="img" aria-label="${escapeHtml(alt)}" `);
  return { svg: told, live: fixLayout(spec, view, svg) };
}

/** A part of Vega that its types leave out. */
interface VegaTextMetrics {
  readonly textMetrics: { width(item: { fontSize?: number }, text: unknown): number };
}

/** Of a letter of Inter, in em. */
const meanLetterWidth = 0.56;

/** The margins that this view came to, so that another measure of text moves nothing. */
function fixLayout(spec: Spec, view: View, svg: string): Spec {
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(svg)!;
  const { left, top } = view.padding() as { left: number; top: number };
  const [x, y] = view.origin();
  return {
    ...spec,
    autosize: "none",
    padding: {
      left: left + x,
      top: top + y,
      right: Number(width) - left - x - view.width(),
      bottom: Number(height) - top - y - view.height(),
    },
  };
}

/** Vega knows numbers, flags and text. */
const toPlainValues = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, DuckDBValue]) => [
      name,
      value === null || typeof value === "boolean" ? value : isNumber(value) ? Number(value) : valueText(value),
    ]),
  );
