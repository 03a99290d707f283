import { writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { UserError } from "../../base/errors.js";
import { packageRoot } from "../../base/package_root.js";
import { mustNameKnownValues } from "../../query/known_values.js";
import { readQuestionFile } from "../../query/question_file.js";
import { replaceFile } from "../../query/replace_file.js";
import { readSavedQuery } from "../../query/saved_queries.js";
import { withReader } from "../../query/sealed_reader.js";
import { type ChartSpec, listChartSpecs, readChartSpec, relabelSlices } from "../../report/chart_specs.js";
import { drawChart } from "../../report/draw_chart.js";
import { renderPng } from "../../report/png.js";
import { runSavedQuery } from "../../report/run_saved_query.js";
import { parseParamOptions } from "./param_option.js";

interface ChartOptions {
  project: string;
  out?: string;
  param?: string[];
  timeout: number;
  full?: boolean;
}

/** Draws a chart into a file, or as SVG on the standard output; without a name, lists the charts. */
export async function chart(
  name: string | undefined,
  { project, out, param, timeout, full }: ChartOptions,
): Promise<void> {
  if (name === undefined) return printCharts(listChartSpecs());
  const write = createChartWriter(out);
  const given = parseParamOptions(param ?? []);
  const found = withParams(readChartSpec(name), given);
  const { path } = await readQuestionFile(project, { full });
  const answer = async (reader: DuckDBConnection) => {
    const saved = readSavedQuery(join(packageRoot(), "queries"), found.usermeta.query);
    if (param) await mustNameKnownValues(reader, saved, { ...found.usermeta.params });
    return runSavedQuery<object>(reader, found.usermeta, { isForChart: true });
  };
  const { rows, command } = await withReader(path, answer, { timeoutSeconds: timeout });
  if (rows.length === 0) throw new UserError(`chart ${name}: nothing to draw, \`${command}\` returns no rows`, 2);
  await write((await drawChart(found, rows, "sheet")).svg);
}

/** The chart with the given parameters; its subtitle names them. */
function withParams(chart: ChartSpec, given: Readonly<Record<string, string>>): ChartSpec {
  if (Object.keys(given).length === 0) return chart;
  const params = { ...chart.usermeta.params, ...given };
  const { dimension } = given;
  const labelled = dimension === undefined ? chart : relabelSlices(chart, dimension.replaceAll("_", " "));
  const subtitle = Object.entries(params)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ");
  return { ...labelled, title: { text: chart.title.text, subtitle }, usermeta: { ...chart.usermeta, params } };
}

/** Chooses the format by the ending of the file name; a wrong ending fails before the query runs. */
function createChartWriter(out: string | undefined): (svg: string) => Promise<unknown> {
  if (out === undefined) return async (svg) => process.stdout.write(`${svg}\n`);
  const ending = extname(out).toLowerCase();
  if (ending === ".svg") return (svg) => replaceFile(out, (partial) => writeFile(partial, svg));
  if (ending === ".png") return (svg) => replaceFile(out, async (partial) => writeFile(partial, await renderPng(svg)));
  throw new UserError(`--out: found "${out}", expected a name that ends in .svg or .png`, 2);
}

function printCharts(charts: readonly ChartSpec[]): void {
  for (const { name, description } of charts) {
    process.stdout.write(`${name}\n  ${description}\n  closedloop chart ${name} --out ${name}.svg\n`);
  }
}
