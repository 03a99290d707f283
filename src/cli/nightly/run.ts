/** The commands of the nightly run. Progress and warnings go to stderr, results to stdout. */

import { UserError } from "../../base/errors.js";
import { printMessage } from "../../base/print_message.js";
import { warehousePath } from "../../config/project_paths.js";
import { checkVolumes, VolumeError } from "../../load/night/last_load.js";
import { throwIfStale } from "../../load/night/load_events.js";
import { checkWarehouse } from "../../night/check_warehouse.js";
import { openProject, type Project } from "../../project/project.js";
import { writeReports } from "../../report/write_reports.js";
import { recordRun } from "../../runs/record_run.js";
import { createTelemetry } from "../../telemetry/telemetry.js";
import { type BuildChoices, buildAndPublish, judgeSources, loadAll } from "./night_steps.js";

interface ProjectOptions {
  project: string;
}
interface ClockOptions extends ProjectOptions {
  asOf?: string;
}
interface VolumeOptions extends ClockOptions {
  acceptVolume?: boolean;
}
interface BuildOptions extends ClockOptions, BuildChoices {}
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

export async function writeAndPrintReports(project: Project): Promise<void> {
  for (const path of await writeReports(project))
    printMessage(`report: ${path}`, { event: "report_written", facts: { file: path } });
}
