/** The steps of a run, each told on stderr. */
import { printMessage } from "../../base/print_message.js";
import { statusLine } from "../../base/status_line.js";
import { type BuildListener, sortUpstreamFirst } from "../../build/build.js";
import { warehousePath } from "../../config/project_paths.js";
import { readLoads } from "../../load/history.js";
import { describeFreshness, judgeFreshness, type SourceFreshness } from "../../load/night/freshness.js";
import { checkVolumes } from "../../load/night/last_load.js";
import type { LoadListener } from "../../load/night/load_events.js";
import { loadExports } from "../../load/night/load_exports.js";
import type { LoadProgress } from "../../load/night/load_progress.js";
import { applyRetention } from "../../load/night/retention.js";
import { buildWarehouse } from "../../night/build_warehouse.js";
import type { Project } from "../../project/project.js";
import { withReader } from "../../query/sealed_reader.js";
import type { RecordedRun } from "../../runs/record_run.js";
import { rowsOf } from "../../table/rows.js";
import { startProgressLine } from "./progress_line.js";
import { createBuildProgress, reportLoadProgress } from "./report_progress.js";

/** What a user accepts of a build, and what is printed of it. */
export interface BuildChoices {
  acceptVolume?: boolean;
  acceptMissing?: boolean;
  leaveOutDamaged?: boolean;
  timings?: boolean;
}

/** Loads all exports, with its progress on a terminal. */
export async function loadAll(
  night: RecordedRun,
  { leaveOutDamaged = false }: Pick<BuildChoices, "leaveOutDamaged"> = {},
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
    await removeOld(night);
  } catch (error) {
    // A run that loads not all files is judged, too; its own error counts.
    await judgeSources(night).catch(() => {});
    throw error;
  }
}

/** Removes what the retention of closedloop.yaml says, and tells how much. */
async function removeOld({ project: { folder, config, catalogue }, asOf }: RecordedRun): Promise<void> {
  const { loads, copies } = await applyRetention({ project: folder, config, tables: catalogue.sources, asOf });
  const tell = (what: string) =>
    printMessage(`removed: ${what} (retention)`, { event: "retention", facts: { loads, copies } });
  if (loads > 0) tell(`${loads} load(s) that others replace`);
  if (copies > 0) tell(`${copies} old copies from the quarantine`);
}

/** Judges how old the data of each source is, and warns of those that are late. */
export async function judgeSources({ project, asOf, noteFreshness }: RecordedRun): Promise<SourceFreshness[]> {
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

/** Builds all tables and publishes them, with its progress on a terminal; prints the warnings of data quality. */
export async function buildAndPublish(
  { project, asOf, run, abort, noteTable, notePublication, noteWarnings }: RecordedRun,
  { timings, acceptVolume = false, acceptMissing = false, leaveOutDamaged = false }: BuildChoices,
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

/** Findings about damaged files of closedloop's own, which somebody should look at although no figure depends on them. */
const damageChecks: ReadonlySet<string> = new Set([
  "rejected records damaged in the history",
  "notes damaged in the quarantine",
]);

/** Prints and returns how many warnings marts.data_quality has; prints each that means an empty or implied result, and each about damage: for readers who see only the log. */
async function printWarnings(project: Project): Promise<number> {
  const found = await withReader(warehousePath(project), (reader) =>
    rowsOf<{ check: string; subject: string; count: bigint; advice: string | null; concern: string }>(
      reader,
      `select "check", subject, "count", advice, concern from marts.data_quality where severity = 'warn'`,
    ),
  );
  if (found.length === 0) return 0;
  for (const { check, subject, count, advice } of found.filter(
    (finding) => finding.concern === "results" || damageChecks.has(finding.check),
  ))
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
