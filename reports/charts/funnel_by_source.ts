import type { Chart } from "../../src/report/chart.js";

const shade = { condition: { test: "datum.is_small", value: "#6e7781" }, value: "#0b5394" };
const rate = { type: "quantitative" as const, scale: { domain: [0, 1] } };

/** The matured SQL rate of each source with its 95 % interval; rows as funnel-by-dimension gives and orders them. */
export const funnel_by_source: Chart = {
  $schema: "https://vega.github.io/schema/vega-lite/v6.json",
  name: "funnel-by-source",
  description: "Matured SQL rate by source with its 95% interval and the number of mature MQLs; small slices in grey.",
  usermeta: { query: "funnel-by-dimension", params: { dimension: "source" } },
  data: { name: "rows" },
  width: 640,
  height: { step: 26 },
  encoding: {
    y: {
      field: "label",
      type: "nominal",
      sort: null,
      axis: { title: null, domain: false, ticks: false, labelPadding: 14, labelLimit: 260 },
    },
  },
  layer: [
    {
      mark: { type: "rule", strokeWidth: 2 },
      encoding: {
        x: {
          ...rate,
          field: "matured_rate_sql_low",
          axis: { title: "Matured SQL rate", format: ".0%", tickCount: 5, grid: true, domain: false, ticks: false },
        },
        x2: { field: "matured_rate_sql_high" },
        color: shade,
      },
    },
    {
      mark: { type: "point", filled: true, size: 80, opacity: 1 },
      encoding: { x: { ...rate, field: "matured_rate_sql" }, color: shade },
    },
    {
      transform: [{ calculate: "'of ' + datum.mature_sql", as: "mature" }],
      mark: { type: "text", align: "left", dx: 18 },
      encoding: { x: { value: "width" }, text: { field: "mature", type: "nominal" }, color: shade },
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
};
