import type { TopLevelSpec } from "vega-lite";
import { escaped, type Html, trusted } from "./html.js";
import type { Asked } from "./saved_rows.js";

/** A Vega-Lite specification without data: it draws the data set `rows`, which the query in its `usermeta` answers. */
export type Chart = TopLevelSpec & { name: string; description: string; usermeta: Asked };

/** A chart as SVG that needs no script; `alt` says in words what it shows. */
export async function svgOf(chart: Chart, rows: readonly object[], alt: string): Promise<Html> {
  // Two large libraries that only a report needs.
  const [{ compile }, { parse, View }] = await Promise.all([import("vega-lite"), import("vega")]);
  const { spec } = compile({ ...chart, datasets: { rows: rows.map(plain) } } as TopLevelSpec);
  const svg = await new View(parse(spec), { renderer: "none" }).toSVG();
  // Everything in it is of Vega's writing, which escapes; the replacement is a function since a `$` in it would be read.
  return trusted(svg.replace("<svg ", () => `<svg role="img" aria-label="${escaped(alt)}" `));
}

/** Vega computes with numbers only. */
const plain = (row: object) =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
  );
