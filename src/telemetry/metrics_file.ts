/** The metrics of a run as a text file for Prometheus, which its node exporter reads. */
import { chmod, mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { Config } from "../config/config_schema.js";
import { publishFolder, warehousePath } from "../config/project_paths.js";
import { replaceFile } from "../query/replace_file.js";
import { readRuns } from "../runs/run_log.js";
import type { EndedRun } from "../runs/run_observer.js";
import type { RunRecord, RunResults } from "../runs/run_results.js";
import { formatMetrics, type Metric, type Sample } from "./prometheus_text.js";
import { secondsOf } from "./run_summary.js";

/** Where the metrics are: `metrics.textfile` of closedloop.yaml, else `metrics.prom` beside the database. */
const metricsPath = (folder: string, config: Pick<Config, "metrics" | "publish">): string =>
  config.metrics.textfile === null
    ? join(publishFolder(folder, config), "metrics.prom")
    : resolve(folder, config.metrics.textfile);

/** Replaces the metrics in one rename. A configured file may be read by all, because the exporter is another user; it has no personal data. */
export async function writeMetrics({ folder, config, results }: EndedRun): Promise<void> {
  const path = metricsPath(folder, config);
  const lastSuccess = findLastSuccess([...(await readRuns(folder, config)), results]);
  const published = await stat(warehousePath({ folder, config })).catch(() => undefined);
  const text = formatMetrics(createMetrics(results, { lastSuccess, publicationBytes: published?.size }));
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await replaceFile(path, async (partial) => {
    await writeFile(partial, text);
    if (config.metrics.textfile !== null) await chmod(partial, 0o644);
  });
}

/**
 * When the last run ended that published new tables with exit code 0. A load publishes nothing, and a rollback puts older
 * tables in place: neither may hide that the nightly job fails.
 */
export const findLastSuccess = (runs: readonly RunRecord[]): string | undefined =>
  runs
    .flatMap(({ command, exit_code, finished_at }) =>
      (command === "run" || command === "build") && exit_code === 0 && finished_at !== null ? [finished_at] : [],
    )
    .sort()
    .at(-1);

/** What the results of a run do not say themselves. */
interface MetricContext {
  readonly lastSuccess: string | undefined;
  /** The size of the published database. */
  readonly publicationBytes: number | undefined;
}

/** The metrics of a run. A value that is not known is left out. */
export function createMetrics(results: RunResults, { lastSuccess, publicationBytes }: MetricContext): Metric[] {
  const gauge = (name: string, help: string, ...samples: (Sample | undefined)[]): Metric => ({
    name: `closedloop_${name}`,
    help,
    samples: samples.filter((sample) => sample !== undefined),
  });
  const single = (value: number | null | undefined): Sample | undefined =>
    value === null || value === undefined ? undefined : { labels: {}, value };
  const { command, version, status } = results;
  return [
    gauge("run_info", "The last run: its command and the version of closedloop.", {
      labels: { command, version },
      value: 1,
    }),
    gauge("run_start_timestamp_seconds", "When the last run began.", single(secondsSinceEpoch(results.started_at))),
    gauge("run_end_timestamp_seconds", "When the last run ended.", single(secondsSinceEpoch(results.finished_at))),
    gauge("run_duration_seconds", "How long the last run took.", single(secondsOf(results))),
    gauge("run_exit_code", "The exit code of the last run; 0 is success.", single(results.exit_code)),
    gauge(
      "run_status",
      "1 for the status of the last run, 0 for the others.",
      ...statuses.map((one) => ({ labels: { status: one }, value: Number(one === status) })),
    ),
    gauge(
      "last_success_timestamp_seconds",
      "When the last run or build with exit code 0 ended.",
      single(secondsSinceEpoch(lastSuccess ?? null)),
    ),
    ...sourceMetrics(results, gauge),
    gauge("data_quality_warnings", "Warnings of marts.data_quality in the last run.", single(results.warning_count)),
    gauge("publication_bytes", "Size of the published database.", single(publicationBytes)),
    gauge(
      "table_rows",
      "Rows of the tables in marts that the last run built.",
      ...results.tables.map(({ table, rows }) =>
        rows === null || !table.startsWith("marts.") ? undefined : { labels: { table }, value: rows },
      ),
    ),
  ].filter(({ samples }) => samples.length > 0);
}

const statuses = ["loaded", "published", "failed", "interrupted"] as const;
const fileStatuses = ["added", "known", "left", "quarantined", "missing"] as const;
const rowResults = ["loaded", "rejected", "deduplicated"] as const;

/** Files, rows and ages by source. */
function sourceMetrics(
  { files, freshness }: RunResults,
  gauge: (name: string, help: string, ...samples: (Sample | undefined)[]) => Metric,
): Metric[] {
  const sources = [...new Set([...freshness.map(({ source }) => source), ...files.map(({ source }) => source)])].sort();
  const ofSource = (wanted: string) => files.filter(({ source }) => source === wanted);
  const sum = (values: readonly (number | null)[]) => values.reduce<number>((all, value) => all + (value ?? 0), 0);
  return [
    gauge(
      "source_files",
      "Files that the last run found, by what became of them.",
      ...sources.flatMap((source) =>
        fileStatuses.map((status) => ({
          labels: { source, status },
          value: ofSource(source).filter((file) => file.status === status).length,
        })),
      ),
    ),
    gauge(
      "source_rows",
      "Rows of the new files of the last run, by what became of them.",
      ...sources.flatMap((source) =>
        rowResults.map((result) => ({
          labels: { source, result },
          value: sum(ofSource(source).map((file) => (file.status === "added" ? file[result] : 0))),
        })),
      ),
    ),
    gauge(
      "source_record_age_seconds",
      "Age of the newest record of the source, by the clock of the run.",
      ...freshness.map(({ source, record_hours }) => ageSample(source, record_hours)),
    ),
    gauge(
      "source_load_age_seconds",
      "Age of the newest content of the source, by the clock of the run.",
      ...freshness.map(({ source, load_hours }) => ageSample(source, load_hours)),
    ),
    gauge(
      "source_is_stale",
      "1 if the source has no new data for longer than freshness_hours.error, so that the run ends with 3.",
      ...freshness.map(({ source, status }) => ({ labels: { source }, value: Number(status === "stale") })),
    ),
  ];
}

const ageSample = (source: string, hours: number | null): Sample | undefined =>
  hours === null ? undefined : { labels: { source }, value: Math.round(hours * 3600) };

const secondsSinceEpoch = (instant: string | null): number | null =>
  instant === null ? null : Date.parse(instant) / 1000;
