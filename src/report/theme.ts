import type { Config } from "vega-lite";

/** The font of pages and pictures, with the system font as a fallback. */
export const typeface = "Inter, system-ui, 'Segoe UI', Roboto, sans-serif";

/** One accent colour that color-blind readers can tell from the greys. Every text colour has a contrast of at least 4.5 to 1 on white and on the grey background. */
export const palette = {
  ink: "#16202b",
  muted: "#55606b",
  accent: "#0b5cad",
  tint: "#9fc4e8",
  line: "#e3e7eb",
  wash: "#f5f7f9",
} as const;

/** The look of every chart; a chart may override it. */
export const theme: Config = {
  // The picture has a text alternative as a whole; a role on each mark would only make the page larger.
  aria: false,
  font: typeface,
  view: { stroke: null },
  title: {
    ...{ anchor: "start", frame: "bounds", offset: 14, fontSize: 14, fontWeight: 600, color: palette.ink },
    ...{ subtitleFontSize: 12, subtitleColor: palette.muted, subtitlePadding: 4 },
  },
  header: { labelFontSize: 12, labelFontWeight: 600, labelColor: palette.ink, labelAnchor: "start", labelPadding: 8 },
  axis: {
    domain: false,
    ticks: false,
    labelFontSize: 12,
    labelColor: palette.ink,
    labelPadding: 8,
    labelLimit: 0,
    titleFontSize: 12,
    titlePadding: 10,
    titleFontWeight: "normal",
    titleColor: palette.muted,
    gridColor: palette.line,
  },
  legend: { labelFontSize: 12, labelColor: palette.ink, offset: 8 },
  text: { fontSize: 12 },
};
