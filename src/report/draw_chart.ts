import type { DuckDBValue } from "@duckdb/node-api";
import type { Spec, View } from "vega";
import type { TopLevelSpec } from "vega-lite";
import { isNumber, valueText } from "../query/formats/value_text.js";
import type { ChartSpec } from "./chart_specs.js";
import { escapeHtml } from "./html.js";
import { theme } from "./theme.js";

/** A drawn chart. */
interface ChartDrawing {
  /** A picture that needs no script. */
  readonly svg: string;
  /** The chart as a Vega specification with its data. Its layout is fixed to that of the picture, whatever fonts the reader has. */
  readonly live: Spec;
}

/** Part of a page, or a file of its own. */
const chartFrames = {
  // Letters are a little taller than Vega assumes.
  page: { background: "transparent", padding: { left: 0, top: 4, right: 4, bottom: 5 } },
  sheet: { background: "white", padding: 20 },
} as const;

/** Draws the rows of the chart's query; `alt` is the text alternative. */
export async function drawChart(
  chart: ChartSpec,
  rows: readonly object[],
  on: keyof typeof chartFrames,
  alt = chart.description,
): Promise<ChartDrawing> {
  // Imported here because they are large, and only drawing needs them.
  const [{ compile }, vega] = await Promise.all([import("vega-lite"), import("vega")]);
  // Without a canvas Vega assumes that every letter is 0.8 em wide, and its margins are too large.
  (vega as unknown as VegaTextMetrics).textMetrics.width = (item, text) =>
    meanLetterWidth * (item.fontSize ?? 11) * String(text ?? "").length;
  const config = { ...theme, ...chartFrames[on] };
  const { spec } = compile({ ...chart, config, datasets: { rows: rows.map(toPlainValues) } } as TopLevelSpec);
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  const svg = await view.toSVG();
  // Vega has escaped the text. The replacement is a function because `$` has a meaning in a string.
  const labelled = svg.replace("<svg ", () => `<svg role="img" aria-label="${escapeHtml(alt)}" `);
  return { svg: labelled, live: fixLayout(spec, view, svg) };
}

/** A part of Vega that its types do not have. */
interface VegaTextMetrics {
  readonly textMetrics: { width(item: { fontSize?: number }, text: unknown): number };
}

/** The mean width of a letter of Inter, in em. */
const meanLetterWidth = 0.56;

/** Fixes the margins that this view computed, so that other fonts move nothing. */
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

/** Converts values for Vega, which knows numbers, booleans and text. */
const toPlainValues = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]: [string, DuckDBValue]) => [
      name,
      value === null || typeof value === "boolean" ? value : isNumber(value) ? Number(value) : valueText(value),
    ]),
  );
