import type { Chart } from "./chart.js";
import type { Asked } from "./saved_rows.js";

/** What such a chart is called and asks, and the columns that it draws; the rate has its bounds beside it as `_low` and `_high`. */
interface Drawn {
  readonly name: string;
  readonly description: string;
  readonly usermeta: Asked;
  readonly label: string;
  readonly rate: string;
  readonly of: string;
  readonly title: string;
}

const shade = { condition: { test: "datum.is_small", value: "#6e7781" }, value: "#0b5394" };
const share = { type: "quantitative" as const, scale: { domain: [0, 1] } };

/** A line for each row, in the query's order: the rate as a dot on its interval, small rows in grey, the denominator at the right. */
export const intervalChart = ({ name, description, usermeta, label, rate, of, title }: Drawn): Chart => ({
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  name,
  description,
  usermeta,
  data: { name: "rows" },
  width: 640,
  height: { step: 26 },
  encoding: {
    y: {
      field: label,
      type: "nominal",
      sort: null,
      axis: { title: null, domain: false, ticks: false, labelPadding: 14, labelLimit: 260 },
    },
  },
  layer: [
    // First, since it alone draws rows without a rate: the first layer puts the rows in order.
    {
      transform: [{ calculate: `'of ' + datum.${of}`, as: "counted" }],
      mark: { type: "text", align: "left", dx: 18 },
      encoding: { x: { value: "width" }, text: { field: "counted", type: "nominal" }, color: shade },
    },
    {
      mark: { type: "rule", strokeWidth: 2 },
      encoding: {
        x: {
          ...share,
          field: `${rate}_low`,
          axis: { title, format: ".0%", tickCount: 5, grid: true, domain: false, ticks: false },
        },
        x2: { field: `${rate}_high` },
        color: shade,
      },
    },
    {
      mark: { type: "point", filled: true, size: 80, opacity: 1 },
      encoding: { x: { ...share, field: rate }, color: shade },
    },
  ],
  config: {
    background: "transparent",
    font: "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    view: { stroke: null },
    axis: {
      labelFontSize: 12,
      titleFontSize: 12,
      titleFontWeight: "normal",
      labelColor: "#1b1f24",
      titleColor: "#424a53",
      gridColor: "#e4e8ec",
    },
    text: { fontSize: 12 },
  },
});
