/** The commands of the nightly run. Progress and warnings go to stderr, results to stdout. */

import { UserError } from "../../base/errors.js";
import { printMessage } from "../../base/print_message.js";
import { statusLine } from "../../base/status_line.js";
import { type BuildListener, sortUpstreamFirst } from "../../build/build.js";
import { warehousePath } from "../../config/project_paths.js";
import { readLoads } from "../../load/history.js";
import { describeFreshness, judgeFreshness, type SourceFreshness } from "../../load/night/freshness.js";
import { checkVolumes, VolumeError } from "../../load/night/last_load.js";
import { type LoadListener, throwIfStale } from "../../load/night/load_events.js";
import { type LoadProgress, loadExports } from "../../load/night/load_exports.js";
import { buildWarehouse } from "../../night/build_warehouse.js";
import { checkWarehouse } from "../../night/check_warehouse.js";
import { openProject, type Project } from "../../project/project.js";
import { withReader } from "../../query/sealed_reader.js";
import { writeReports } from "../../report/write_reports.js";
import { type RecordedRun, recordRun } from "../../runs/record_run.js";
import { rowsOf } from "../../table/rows.js";
import { createTelemetry } from "../../telemetry/telemetry.js";
import { startProgressLine } from "./progress_line.js";
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
  recordRun(
    "run",
    options,
    async (night) => {
      if (options.fromHistory) printMessage("exports are not read: rebuilding from the loaded data");
      else await loadAll(night, options);
      const sources = await judgeSources(night);
      await buildAndPublish(night, options);
      await writeAndPrintReports(night.project).catch((error) => {
        printMessage("the tables are published, but the report cannot be written; afterwards: closedloop report", {
          level: "error",
          event: "report_failed",
        });
        throw error;
      });
      if (!options.fromHistory) throwIfStale(sources, { isPublished: true });
    },
    createTelemetry(),
  );

/** An export that shrank too much is loaded with a warning; it stops the build, not the load. */
export const load = (options: VolumeOptions): Promise<void> =>
  recordRun(
    "load",
    options,
    async (night) => {
      await loadAll(night);
      const { folder, config } = night.project;
      await checkVolumes(folder, config, { accept: options.acceptVolume ?? false }).catch((error) => {
        if (!(error instanceof VolumeError)) throw error;
        printMessage(`warn: ${error.message}`, { level: "warn", event: "volume_fell" });
      });
      throwIfStale(await judgeSources(night), { isPublished: false });
    },
    createTelemetry(),
  );

/** A source without new data is only a warning: nobody expects new data of a build. */
export const build = (options: BuildOptions): Promise<void> =>
  recordRun(
    "build",
    options,
    async (night) => {
      await judgeSources(night);
      await buildAndPublish(night, options);
    },
    createTelemetry(),
  );

export async function check(options: ProjectOptions): Promise<void> {
  const project = await openProject(options.project);
  const { rules, broken } = await checkWarehouse(project);
  for (const { table, rule, severity, rows } of broken)
    printMessage(`${severity}: ${table}: ${rows} row(s), "${rule}"`, {
      level: severity,
      event: `check_${severity === "error" ? "failed" : "warned"}`,
      facts: { table, rule, rows: Number(rows) },
    });
  printMessage(`${rules} rules checked, ${broken.length} failed`, {
    event: "checked",
    facts: { rules, failed: broken.length },
  });
  if (broken.some(({ severity }) => severity === "error")) {
    throw new UserError(`${warehousePath(project)} fails its data checks: rebuild it with \`closedloop run\``, 1);
  }
}

export async function report(options: ProjectOptions): Promise<void> {
  await writeAndPrintReports(await openProject(options.project));
}

async function loadAll(
  night: RecordedRun,
  { leaveOutDamaged = false }: Pick<BuildOptions, "leaveOutDamaged"> = {},
): Promise<void> {
  const { folder, config, catalogue } = night.project;
  const { asOf } = night;
  const line = startProgressLine("loading", statusLine);
  let rows = 0;
  const report: LoadListener = (event) => {
    reportLoadProgress(event);
    night.noteFile(event);
    if (event.kind === "loaded" && event.added) rows += event.load.loaded;
  };
  const onProgress = ({ share, files, allFiles }: LoadProgress) =>
    line.update({ share, rows, parts: `${files} of ${allFiles} files` });
  const input = { project: folder, config, tables: catalogue.sources, asOf, report, onProgress, leaveOutDamaged };
  try {
    const files = await loadExports(input).finally(line.end);
    const added = files.filter(({ added }) => added).length;
    printMessage(`loaded: ${added} new file(s) of ${files.length}`, {
      event: "loaded",
      facts: { new_files: added, files: files.length, rows },
    });
  } catch (error) {
    // A run that loads not all files is judged, too; its own error counts.
    await judgeSources(night).catch(() => {});
    throw error;
  }
}

/** Judges how old the data of each source is, and warns of those that are late. */
async function judgeSources({ project, asOf, noteFreshness }: RecordedRun): Promise<SourceFreshness[]> {
  const sources = judgeFreshness(project.config, await readLoads(project.folder, project.config), asOf);
  noteFreshness(sources);
  for (const one of sources) {
    const { source, status, newest_record_at, newest_load_at, record_hours, load_hours } = one;
    if (status === "fresh" || status === "unknown") continue;
    printMessage(`warn: ${describeFreshness(one)}`, {
      level: "warn",
      event: "source_late",
      facts: { source, status, newest_record_at, newest_load_at, record_hours, load_hours },
    });
  }
  return sources;
}

async function buildAndPublish(
  { project, asOf, run, abort, noteTable, notePublication, noteWarnings }: RecordedRun,
  { timings, acceptVolume = false, acceptMissing = false, leaveOutDamaged = false }: BuildOptions,
): Promise<void> {
  const started = performance.now();
  await checkVolumes(project.folder, project.config, { accept: acceptVolume });
  const printProgress = createBuildProgress(timings);
  const line = startProgressLine("building", statusLine);
  const { models, absent } = project.catalogue;
  // The raw tables count as one.
  const all = sortUpstreamFirst(models, new Set(absent)).length + 1;
  let [built, rowsBuilt] = [0, 0];
  const report: BuildListener = (event) => {
    printProgress(event);
    noteTable(event);
    built++;
    rowsBuilt += event.rows ?? 0;
    line.update({ share: Math.min(1, built / all), rows: rowsBuilt, parts: `${built} of ${all} tables` });
  };
  const warnings = await buildWarehouse(project, asOf, report, run, {
    acceptMissing,
    leaveOutDamaged,
    abort,
    onPublished: notePublication,
  }).finally(line.end);
  const seconds = (performance.now() - started) / 1000;
  printMessage(`published: ${warehousePath(project)} as of ${asOf} (${seconds.toFixed(1)} s)`, {
    event: "published",
    facts: {
      publication_id: run.publication_id,
      as_of: asOf,
      seconds: Math.round(seconds * 1000) / 1000,
      rows: rowsBuilt,
    },
  });
  for (const warning of warnings) printMessage(`warn: ${warning}`, { level: "warn", event: "publication_warned" });
  noteWarnings(await printWarnings(project));
}

/** Prints and returns how many warnings marts.data_quality has; prints each that means an empty or implied result: for readers who see only the log. */
async function printWarnings(project: Project): Promise<number> {
  const found = await withReader(warehousePath(project), (reader) =>
    rowsOf<{ check: string; subject: string; count: bigint; advice: string | null; concern: string }>(
      reader,
      `select "check", subject, "count", advice, concern from marts.data_quality where severity = 'warn'`,
    ),
  );
  if (found.length === 0) return 0;
  for (const { check, subject, count, advice } of found.filter(({ concern }) => concern === "results"))
    printMessage(`warn: ${check}: ${subject} (${count})${advice === null ? "" : `. To do: ${advice}`}`, {
      level: "warn",
      event: "data_quality",
      facts: { check, count: Number(count) },
    });
  const inProject = project.folder === "." ? "" : ` --project ${project.folder}`;
  printMessage(
    `data quality: ${found.length} warning(s); list them with: closedloop query data-quality --param severity=warn${inProject}`,
    { event: "data_quality_ended", facts: { warnings: found.length } },
  );
  return found.length;
}

async function writeAndPrintReports(project: Project): Promise<void> {
  for (const path of await writeReports(project))
    printMessage(`report: ${path}`, { event: "report_written", facts: { file: path } });
}
