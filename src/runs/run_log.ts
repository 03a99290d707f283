import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { packageVersion } from "../base/package_root.js";
import { parsedJson } from "../base/parsed_json.js";
import { writePrivateJson } from "../base/private_file.js";
import type { Config } from "../config/config_schema.js";
import { publishFolder } from "../config/project_paths.js";
import { parseAsOf } from "../project/project.js";
import type { Instant } from "../table/columns.js";
import { type RunRecord, type RunResults, runRecordSchema } from "./run_results.js";

const runsFolder = (project: string, config: Pick<Config, "publish">) => join(publishFolder(project, config), "runs");

/** The path of `run_results.json`, the results of the last run. */
export const runResultsPath = (project: string, config: Pick<Config, "publish">): string =>
  join(publishFolder(project, config), "run_results.json");

/** The record of a run that starts now. */
export function createRunRecord(command: RunRecord["command"], config: Config, asOf: Instant): RunRecord {
  const started_at = parseAsOf();
  return {
    schema_version: 1,
    // With milliseconds, so that ids sort by time.
    run_id: `${new Date(started_at).toISOString().replace(/[-:]/g, "")}-${randomBytes(3).toString("hex")}`,
    command,
    version: packageVersion(),
    status: "running",
    exit_code: null,
    error: null,
    publication_id: null,
    definition_version: null,
    time_zone: config.time_zone,
    currency: config.currency,
    file_count: 0,
    min_sample: config.statistics.min_sample,
    windows_days: config.windows_days,
    as_of: asOf,
    started_at,
    finished_at: null,
  };
}

/** Writes the results of a run and its entry in the history of runs; removes the oldest entries. */
export async function writeRun(
  project: string,
  config: Pick<Config, "publish" | "retention">,
  results: RunResults,
): Promise<void> {
  const folder = runsFolder(project, config);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writePrivateJson(join(folder, `${results.run_id}.json`), runRecordSchema.strip().parse(results));
  await writePrivateJson(runResultsPath(project, config), results);
  for (const name of (await listRunFiles(folder)).slice(0, -config.retention.runs))
    await rm(join(folder, name), { force: true });
}

/** The text of one file in the history of runs. */
const runFileSchema = parsedJson(runRecordSchema);

/** The recorded runs, oldest first; entries that another version wrote in another form are skipped. */
export async function readRuns(project: string, config: Pick<Config, "publish">): Promise<RunRecord[]> {
  const folder = runsFolder(project, config);
  const runs: RunRecord[] = [];
  for (const name of await listRunFiles(folder)) {
    const read = runFileSchema.safeParse(await readFile(join(folder, name), "utf8"));
    if (read.success) runs.push(read.data);
  }
  return runs;
}

/** What a run published that was killed afterwards. */
export type KilledPublication = Pick<RunRecord, "publication_id" | "file_count">;

/**
 * Marks the runs that never ended as interrupted, or as published if `publishedBy` says what they published: they were
 * killed. Returns their ids. Only for a process that alone may run.
 */
export async function endKilledRuns(
  project: string,
  config: Pick<Config, "publish">,
  publishedBy: (run: string) => KilledPublication | undefined,
): Promise<string[]> {
  const killed: string[] = [];
  for (const run of await readRuns(project, config)) {
    if (run.status !== "running") continue;
    const published = publishedBy(run.run_id);
    const ended: RunRecord = published
      ? { ...run, ...published, status: "published", error: "the run was killed after it had published the tables" }
      : { ...run, status: "interrupted", error: "the run was killed" };
    await writePrivateJson(join(runsFolder(project, config), `${run.run_id}.json`), ended);
    killed.push(run.run_id);
  }
  return killed;
}

/** By time, because a run's id starts with its time. */
const listRunFiles = async (folder: string) =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".json")).sort();
