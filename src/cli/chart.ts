import { writeFile } from "node:fs/promises";
import { extname } from "node:path";
import { UserError } from "../base/errors.js";
import { publishedPath } from "../config/warehouse_path.js";
import { intoFile } from "../query/out_file.js";
import { withReader } from "../query/sandbox.js";
import { drawn } from "../report/chart.js";
import { type Chart, listCharts, readChart } from "../report/charts.js";
import { pngOf } from "../report/png.js";
import { savedRows } from "../report/saved_rows.js";
import { paramsOf } from "./params.js";

interface Drawing {
  project: string;
  out?: string;
  param?: string[];
  timeout: number;
}

/** Draws a chart into a file, or as SVG to the standard output; without a name it lists them. */
export async function chart(name: string | undefined, { project, out, param, timeout }: Drawing): Promise<void> {
  if (name === undefined) return tellCharts(listCharts());
  const write = writerOf(out);
  const found = askedWith(readChart(name), paramsOf(param ?? []));
  const path = await publishedPath(project);
  const { rows, command } = await withReader(path, (reader) => savedRows<object>(reader, found.usermeta), {
    timeoutSeconds: timeout,
  });
  if (rows.length === 0)
    throw new UserError(`chart ${name}: there is nothing to draw, no row answers \`${command}\``, 2);
  await write((await drawn(found, rows, "sheet")).svg);
}

/** The chart with other parameters than its own; its picture says which. */
function askedWith(chart: Chart, given: Readonly<Record<string, string>>): Chart {
  if (Object.keys(given).length === 0) return chart;
  const params = { ...chart.usermeta.params, ...given };
  const subtitle = Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
  return { ...chart, title: { text: chart.title.text, subtitle }, usermeta: { ...chart.usermeta, params } };
}

/** By the ending of the file's name; told before anything is asked of the warehouse. */
function writerOf(out: string | undefined): (svg: string) => Promise<unknown> {
  if (out === undefined) return async (svg) => process.stdout.write(`${svg}\n`);
  const ending = extname(out).toLowerCase();
  if (ending === ".svg") return (svg) => intoFile(out, (partial) => writeFile(partial, svg));
  if (ending === ".png") return (svg) => intoFile(out, async (partial) => writeFile(partial, await pngOf(svg)));
  throw new UserError(`--out: found "${out}", expected a name that ends in .svg or .png`, 2);
}

function tellCharts(charts: readonly Chart[]): void {
  for (const { name, description } of charts) {
    process.stdout.write(`${name}\n  ${description}\n  closedloop chart ${name} --out ${name}.svg\n`);
  }
}
