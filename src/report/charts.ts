import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TopLevelSpec } from "vega-lite";
import { UserError } from "../base/errors.js";
import { packageRoot } from "../base/package_root.js";
import type { Asked } from "./saved_rows.js";

/** A Vega-Lite specification without data: it draws the data set `rows`, which the query in its `usermeta` answers. */
export type Chart = TopLevelSpec & {
  name: string;
  /** What it shows, and of what: the latter gives way where other parameters are asked with. */
  title: { text: string; subtitle: string };
  description: string;
  usermeta: Asked;
};

const ending = ".vl.json";
const named = /^[a-z][a-z0-9-]*$/;
const folder = () => join(packageRoot(), "reports", "charts");

/** Every chart by name: a file in `reports/charts` is all it takes to be one. */
export const listCharts = (): Chart[] => namesIn(folder()).map(readChart);

/** One chart; a `UserError` (exit 2) where none is called so. */
export function readChart(name: string): Chart {
  const file = join(folder(), name + ending);
  // A name never reaches another folder.
  if (!named.test(name) || !existsSync(file)) {
    throw new UserError(`there is no chart ${name}. There are: ${namesIn(folder()).join(", ")}`, 2);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Chart;
}

const namesIn = (dir: string): string[] =>
  readdirSync(dir)
    .flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []))
    .sort();
