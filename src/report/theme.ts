import type { Config } from "vega-lite";

/** The typeface of pages and pictures; where it is missing, that of the system. */
export const typeface = "Inter, system-ui, 'Segoe UI', Roboto, sans-serif";

/** One accent, seen by all eyes against the greys; every text colour has a contrast of 4.5 to 1 or more on white and on the wash. */
export const palette = {
  ink: "#16202b",
  muted: "#55606b",
  accent: "#0b5cad",
  tint: "#9fc4e8",
  line: "#e3e7eb",
  wash: "#f5f7f9",
} as const;

/** How every chart looks, whatever it shows; what a chart says itself goes before. */
export const theme: Config = {
  // The picture as a whole is told in words; a role on each of its marks would only make the page heavy.
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
