import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { TopLevelSpec } from "vega-lite";
import { UserError } from "../base/errors.js";
import { findNamedFile, listFileNames } from "../base/named_files.js";
import { packageRoot } from "../base/package_root.js";
import { capitalise } from "./format_values.js";
import type { SavedQueryRequest } from "./run_saved_query.js";

/** A Vega-Lite specification without data. It draws the data set `rows`: the rows of the saved query in its `usermeta`. */
export type ChartSpec = TopLevelSpec & {
  name: string;
  /** What the chart shows, and for which slice. The subtitle is replaced by the parameters if the caller gives some. */
  title: { text: string; subtitle: string };
  description: string;
  usermeta: SavedQueryRequest;
};

const chartFileEnding = ".vl.json";
const chartsFolder = () => join(packageRoot(), "reports", "charts");

/** Every chart by name. A file in `reports/charts` is a chart; there is no list to add it to. */
export const listChartSpecs = (): ChartSpec[] => listFileNames(chartsFolder(), chartFileEnding).map(readChartSpec);

/** One chart; a `UserError` (exit 2) if there is none of that name. */
export function readChartSpec(name: string): ChartSpec {
  const file = findNamedFile(chartsFolder(), name, chartFileEnding);
  if (file === undefined) {
    const names = listFileNames(chartsFolder(), chartFileEnding);
    throw new UserError(`there is no chart ${name}. There are: ${names.join(", ")}`, 2);
  }
  return JSON.parse(readFileSync(file, "utf8")) as ChartSpec;
}

/**
 * The same chart of slices by another dimension, e.g. `product interest`: its title, its description and the tooltips of its
 * slices name that one. A chart whose subtitle is not `by ...` has no slices and stays as it is.
 */
export function relabelSlices(chart: ChartSpec, noun: string): ChartSpec {
  const { text, subtitle } = chart.title;
  if (!subtitle.startsWith("by ")) return chart;
  const relabelled: ChartSpec = JSON.parse(JSON.stringify(chart), (_, part) =>
    part?.field === "value" && part.title ? { ...part, title: capitalise(noun) } : part,
  );
  const description = chart.description.replace(` ${subtitle}:`, ` by ${noun}:`);
  return { ...relabelled, description, title: { text, subtitle: `by ${noun}` } };
}
