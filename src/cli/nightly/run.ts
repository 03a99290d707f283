/** The commands of the nightly run. Progress and warnings go to stderr, results to stdout. */

import { UserError } from "../../base/errors.js";
import { printMessage } from "../../base/print_message.js";
import type { BuildListener } from "../../build/build.js";
import { warehousePath } from "../../config/project_paths.js";
import { checkVolumes, VolumeError } from "../../load/night/last_load.js";
import type { LoadListener } from "../../load/night/load_events.js";
import { loadExports } from "../../load/night/load_exports.js";
import { applyRetention } from "../../load/night/retention.js";
import { buildWarehouse } from "../../night/build_warehouse.js";
import { checkWarehouse } from "../../night/check_warehouse.js";
import { openProject, type Project } from "../../project/project.js";
import { withReader } from "../../query/sealed_reader.js";
import { writeReports } from "../../report/write_reports.js";
import { type RecordedRun, recordRun } from "../../runs/record_run.js";
import { rowsOf } from "../../table/rows.js";
import { createBuildProgress, reportLoadProgress } from "./report_progress.js";

interface ProjectOptions {
  project: string;
}
interface ClockOptions extends ProjectOptions {
  asOf?: string;
}
interface VolumeOptions extends ClockOptions {
  acceptVolume?: boolean;
}
interface BuildOptions extends VolumeOptions {
  acceptMissing?: boolean;
  leaveOutDamaged?: boolean;
  timings?: boolean;
}
interface RunOptions extends BuildOptions {
  fromHistory?: boolean;
}
export const run = (options: RunOptions): Promise<void> =>
  recordRun("run", options, async (night) => {
    if (options.fromHistory) printMessage("exports are not read: rebuilding from the loaded data");
    else await loadAll(night, options);
    await buildAndPublish(night, options);
    await writeAndPrintReports(night.project).catch((error) => {
      printMessage("the tables are published, but the report cannot be written; afterwards: closedloop report");
      throw error;
    });
  });

/** An export that shrank too much is loaded with a warning; it stops the build, not the load. */
export const load = (options: VolumeOptions): Promise<void> =>
  recordRun("load", options, async (night) => {
    await loadAll(night);
    const { folder, config } = night.project;
    await checkVolumes(folder, config, { accept: options.acceptVolume ?? false }).catch((error) => {
      if (!(error instanceof VolumeError)) throw error;
      printMessage(`warn: ${error.message}`);
    });
  });

export const build = (options: BuildOptions): Promise<void> =>
  recordRun("build", options, (night) => buildAndPublish(night, options));

export async function check(options: ProjectOptions): Promise<void> {
  const project = await openProject(options.project);
  const { rules, broken } = await checkWarehouse(project);
  for (const { table, rule, severity, rows } of broken)
    printMessage(`${severity}: ${table}: ${rows} row(s), "${rule}"`);
  printMessage(`${rules} rules checked, ${broken.length} failed`);
  if (broken.some(({ severity }) => severity === "error")) {
    throw new UserError(`${warehousePath(project)} fails its data checks: rebuild it with \`closedloop run\``, 1);
  }
}

export async function report(options: ProjectOptions): Promise<void> {
  await writeAndPrintReports(await openProject(options.project));
}

async function loadAll(
  { project: { folder, config, catalogue }, asOf, noteFile }: RecordedRun,
  { leaveOutDamaged = false }: Pick<BuildOptions, "leaveOutDamaged"> = {},
): Promise<void> {
  const report: LoadListener = (event) => {
    reportLoadProgress(event);
    noteFile(event);
  };
  const files = await loadExports({
    project: folder,
    config,
    tables: catalogue.sources,
    asOf,
    report,
    leaveOutDamaged,
  });
  printMessage(`loaded: ${files.filter(({ added }) => added).length} new file(s) of ${files.length}`);
  const removed = await applyRetention({ project: folder, config, tables: catalogue.sources, asOf });
  if (removed.loads > 0) printMessage(`removed: ${removed.loads} load(s) that others replace (retention)`);
  if (removed.copies > 0) printMessage(`removed: ${removed.copies} old copies from the quarantine (retention)`);
}

async function buildAndPublish(
  { project, asOf, run, abort, noteTable, notePublication }: RecordedRun,
  { timings, acceptVolume = false, acceptMissing = false, leaveOutDamaged = false }: BuildOptions,
): Promise<void> {
  const started = performance.now();
  await checkVolumes(project.folder, project.config, { accept: acceptVolume });
  const printProgress = createBuildProgress(timings);
  const report: BuildListener = (event) => {
    printProgress(event);
    noteTable(event);
  };
  const warnings = await buildWarehouse(project, asOf, report, run, {
    acceptMissing,
    leaveOutDamaged,
    abort,
    onPublished: notePublication,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  printMessage(`published: ${warehousePath(project)} as of ${asOf} (${seconds} s)`);
  for (const warning of warnings) printMessage(`warn: ${warning}`);
  await printWarnings(project);
}

/** Findings about damaged files of closedloop's own, which somebody should look at although no figure depends on them. */
const damageChecks: ReadonlySet<string> = new Set([
  "rejected records damaged in the history",
  "notes damaged in the quarantine",
]);

/** Prints how many warnings marts.data_quality has, each that means an empty or implied result, and each about damage: for readers who see only the log. */
async function printWarnings(project: Project): Promise<void> {
  const found = await withReader(warehousePath(project), (reader) =>
    rowsOf<{ check: string; subject: string; count: bigint; advice: string | null; concern: string }>(
      reader,
      `select "check", subject, "count", advice, concern from marts.data_quality where severity = 'warn'`,
    ),
  );
  if (found.length === 0) return;
  for (const { check, subject, count, advice } of found.filter(
    ({ concern, check }) => concern === "results" || damageChecks.has(check),
  ))
    printMessage(`warn: ${check}: ${subject} (${count})${advice === null ? "" : `. To do: ${advice}`}`);
  const inProject = project.folder === "." ? "" : ` --project ${project.folder}`;
  printMessage(
    `data quality: ${found.length} warning(s); list them with: closedloop query data-quality --param severity=warn${inProject}`,
  );
}

async function writeAndPrintReports(project: Project): Promise<void> {
  for (const path of await writeReports(project)) printMessage(`report: ${path}`);
}
