/** What the commands of a night do; all output for programs goes to stdout, all that tells how it goes to stderr. */

import { UserError } from "../base/errors.js";
import type { BuildReport } from "../build/build.js";
import { warehousePath } from "../config/warehouse_path.js";
import { guardVolume, VolumeError } from "../load/night/last_load.js";
import type { LoadReport } from "../load/night/load_events.js";
import { loadExports } from "../load/night/load_exports.js";
import { checkWarehouse } from "../night/check_warehouse.js";
import { buildWarehouse } from "../night/run.js";
import { openProject, type Project } from "../project/project.js";
import { withReader } from "../query/sandbox.js";
import { writeReports } from "../report/reports.js";
import { accounted, type Night } from "../runs/account.js";
import { rowsOf } from "../table/rows.js";
import { type InitOptions, initProject } from "./init.js";
import { tell, toldBuild, toldLoad } from "./telling.js";

interface InProject {
  project: string;
}
interface AsOf extends InProject {
  asOf?: string;
}
interface Guarded extends AsOf {
  acceptVolume?: boolean;
}
interface Building extends Guarded {
  timings?: boolean;
}
interface Running extends Building {
  fromHistory?: boolean;
}
export async function init(dir: string, options: InitOptions): Promise<void> {
  const files = await initProject(dir, options);
  const place = dir === "." ? "" : ` in ${dir}`;
  tell(`${files.length} files made${place}. Put the exports into exports/salesforce, then: closedloop run`);
}

export const run = (options: Running): Promise<void> =>
  accounted("run", options, async (night) => {
    if (options.fromHistory) tell("no export is looked at: all is built from the history");
    else await loadAll(night);
    await buildAll(night, options);
    await reportAll(night.project);
  });

/** What fell is loaded all the same, and told: it is the build that does not publish it. */
export const load = (options: Guarded): Promise<void> =>
  accounted("load", options, async (night) => {
    await loadAll(night);
    const { folder, config } = night.project;
    await guardVolume(folder, config, { accept: options.acceptVolume ?? false }).catch((error) => {
      if (!(error instanceof VolumeError)) throw error;
      tell(`warn: ${error.message}`);
    });
  });

export const build = (options: Building): Promise<void> =>
  accounted("build", options, (night) => buildAll(night, options));

export async function check(options: InProject): Promise<void> {
  const project = await openProject(options.project);
  const { rules, broken } = await checkWarehouse(project);
  for (const { table, rule, severity, rows } of broken) tell(`${severity}: ${table}: ${rows} row(s), "${rule}"`);
  tell(`${rules} rules checked, ${broken.length} broken`);
  if (broken.some(({ severity }) => severity === "error")) {
    throw new UserError(`${warehousePath(project)} breaks its contracts: build it again with \`closedloop run\``, 1);
  }
}

export async function report(options: InProject): Promise<void> {
  await reportAll(await openProject(options.project));
}

async function loadAll({ project: { folder, config, catalogue }, asOf, noteFile }: Night): Promise<void> {
  const report: LoadReport = (event) => {
    toldLoad(event);
    noteFile(event);
  };
  const files = await loadExports({ project: folder, config, tables: catalogue.sources, asOf, report });
  tell(`loaded: ${files.filter(({ added }) => added).length} new file(s) of ${files.length}`);
}

async function buildAll(
  { project, asOf, run, noteTable, notePublication }: Night,
  { timings, acceptVolume = false }: Building,
): Promise<void> {
  const started = performance.now();
  await guardVolume(project.folder, project.config, { accept: acceptVolume });
  const told = toldBuild(timings);
  const report: BuildReport = (event) => {
    told(event);
    noteTable(event);
  };
  notePublication(await buildWarehouse(project, asOf, report, run));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  tell(`published: ${warehousePath(project)} as of ${asOf} (${seconds} s)`);
  await tellWarnings(warehousePath(project));
}

/** What was not mapped or left out is in the tables: whoever reads only the log should know that it is there. */
async function tellWarnings(path: string): Promise<void> {
  const query = `select count(*) as warnings from marts.data_quality where severity = 'warn'`;
  const [found] = await withReader(path, (reader) => rowsOf<{ warnings: bigint }>(reader, query));
  if (found!.warnings > 0n)
    tell(`data quality: ${found!.warnings} finding(s) to look at: closedloop query data-quality`);
}

async function reportAll(project: Project): Promise<void> {
  for (const path of await writeReports(project)) tell(`report: ${path}`);
}
