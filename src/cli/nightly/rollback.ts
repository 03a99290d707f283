import { printMessage } from "../../base/print_message.js";
import { alignColumns } from "../../base/text_layout.js";
import { publishedFolder, warehousePath } from "../../config/project_paths.js";
import { readConfig } from "../../config/read_config.js";
import type { Project } from "../../project/project.js";
import type { Publication } from "../../publish/publication.js";
import { chooseRollback, type ListedPublication, listPublications, rollBack } from "../../publish/rollback.js";
import { recordRun } from "../../runs/record_run.js";
import { readRuns } from "../../runs/run_log.js";
import type { RunRecord } from "../../runs/run_results.js";
import { createTelemetry } from "../../telemetry/telemetry.js";
import { writeAndPrintReports } from "./run.js";

interface RollbackOptions {
  project: string;
  to?: string;
  list?: boolean;
  format: "table" | "json";
}

export async function rollback({ project: folder, to, list, format }: RollbackOptions): Promise<void> {
  if (list) return printPublications(folder, format);
  await recordRun(
    "rollback",
    { project: folder },
    async ({ project, run, abort, notePublication }) => {
      const path = warehousePath(project);
      const publication = await chooseRollback(publishedFolder(project), to);
      const { run_id, publication_id, file_count, as_of, published_at } = publication;
      Object.assign(run, await readRulesOf(project, publication));
      await rollBack(publishedFolder(project), publication, {
        run: run.run_id,
        abort,
        onPlaced: () => notePublication({ id: publication_id, files: file_count }),
      });
      printMessage(
        `rolled back: ${path} is the publication ${run_id} again, as of ${as_of}, published ${published_at}`,
        { event: "rolled_back", facts: { publication: run_id, publication_id, as_of } },
      );
      printMessage("the next `closedloop run` publishes anew, from all data that is loaded");
      await writeAndPrintReports(project).catch((error) => {
        printMessage("the tables are rolled back, but the report cannot be written; afterwards: closedloop report", {
          level: "error",
          event: "report_failed",
        });
        throw error;
      });
    },
    createTelemetry(),
  );
}

/** The clock and the rules under which a publication was built, for the record of the run that puts it in place again. */
async function readRulesOf({ folder, config }: Project, { run_id, as_of }: Publication): Promise<Partial<RunRecord>> {
  const built = (await readRuns(folder, config)).find((run) => run.run_id === run_id);
  // The record of a run may be gone: `retention.runs` says how many are kept.
  if (!built) return { as_of, definition_version: null };
  const { definition_version, time_zone, currency, min_sample, windows_days } = built;
  return { as_of, definition_version, time_zone, currency, min_sample, windows_days };
}

async function printPublications(folder: string, format: RollbackOptions["format"]): Promise<void> {
  const publications = await listPublications(publishedFolder({ folder, config: await readConfig(folder) }));
  const text = format === "json" ? JSON.stringify(publications.map(toJson), null, 2) : formatList(publications);
  process.stdout.write(`${text}\n`);
}

const sizeOf = ({ files, parquet }: Publication) =>
  [...files, ...(parquet ?? [])].reduce((sum, { bytes }) => sum + bytes, 0);

const toJson = (publication: ListedPublication) => {
  const { run_id, publication_id, as_of, published_at, version, isCurrent, isNext } = publication;
  return {
    publication: run_id,
    publication_id,
    as_of,
    published_at,
    bytes: sizeOf(publication),
    version,
    is_current: isCurrent,
    is_next_rollback: isNext,
  };
};

function formatList(publications: readonly ListedPublication[]): string {
  if (publications.length === 0) return "No publications are kept yet.";
  const rows = publications.map((publication) => {
    const { run_id, as_of, published_at, isCurrent, isNext } = publication;
    const note = isCurrent ? "current" : isNext ? "rollback goes here" : "";
    return [run_id, as_of, published_at, `${(sizeOf(publication) / 1e6).toFixed(1)} MB`, note];
  });
  const header = ["publication", "as of", "published", "size", ""];
  return alignColumns([header, ...rows], ["left", "left", "left", "right", "left"]).join("\n");
}
