/** Events of OpenLineage, version 2-0-2: which exports a run read and which tables it published. No value of a record. */
import { createHash } from "node:crypto";
import { appendFile, mkdir } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { packageVersion } from "../base/package_root.js";
import { shapeOf } from "../config/definition_shape.js";
import { type Project, productsOf } from "../project/project.js";
import type { BegunRun, EndedRun } from "../runs/run_observer.js";
import type { FileResult, RunRecord } from "../runs/run_results.js";
import { describeColumn } from "../table/columns.js";
import { sqlTypes } from "../table/dialect.js";
import { columnsInShape, type Model } from "../table/model.js";
import { sendJson } from "./send_json.js";

const producer = `urn:closedloop:${packageVersion()}`;
const specification = "https://openlineage.io/spec";

/** The first event of a run. */
export const createStartEvent = (run: BegunRun) => ({
  ...createEvent(run, "START", run.run.started_at),
  inputs: [],
  outputs: [],
});

/** The last event of a run: `COMPLETE` if it ended as it should, `ABORT` if a signal stopped it, else `FAIL`. */
export function createEndEvent(run: EndedRun) {
  const { results, project } = run;
  const type = results.exit_code === 0 ? "COMPLETE" : (results.exit_code ?? 0) > 128 ? "ABORT" : "FAIL";
  const event = createEvent({ ...run, run: results }, type, results.finished_at ?? new Date().toISOString());
  const message = results.error?.split("\n", 1)[0];
  const failure = message === undefined ? {} : { errorMessage: errorFacet(message) };
  const isPublished = project !== null && results.publication_id !== null;
  return {
    ...event,
    run: { ...event.run, facets: failure },
    inputs: createInputs(run),
    outputs: isPublished ? createOutputs(run, project) : [],
  };
}

/** Sends an event to `openlineage.url` and appends it as a line to `openlineage.file`, as far as they are configured. */
export async function sendLineage(
  { folder, config }: Pick<BegunRun, "folder" | "config">,
  event: unknown,
  abort: AbortSignal,
): Promise<void> {
  const { url, file, api_key } = config.openlineage;
  if (file !== null) {
    const path = resolve(folder, file);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await appendFile(path, `${JSON.stringify(event)}\n`, { mode: 0o600 });
  }
  const headers: Record<string, string> = api_key === null ? {} : { authorization: `Bearer ${api_key}` };
  if (url !== null) await sendJson(url, event, { headers, abort });
}

type EventType = "START" | "COMPLETE" | "FAIL" | "ABORT";

const createEvent = (
  { folder, config, run }: Pick<BegunRun, "folder" | "config"> & { readonly run: RunRecord },
  eventType: EventType,
  eventTime: string,
) => ({
  eventType,
  eventTime,
  producer,
  schemaURL: `${specification}/2-0-2/OpenLineage.json#/$defs/RunEvent`,
  run: { runId: uuidOf(run.run_id), facets: {} },
  job: {
    namespace: config.openlineage.namespace,
    name: `${basename(resolve(folder))}.${run.command}`,
    facets: {
      jobType: facet("2-0-4", "JobTypeJobFacet", {
        processingType: "BATCH",
        integration: "CLOSEDLOOP",
        jobType: "COMMAND",
      }),
    },
  },
});

/** One dataset for each table of a source: its files are one export. */
function createInputs({ config, folder, results }: EndedRun) {
  const files = results.files.filter(({ status }) => status === "added" || status === "known");
  const byTable = new Map<string, FileResult[]>();
  for (const file of files) {
    const name = `${basename(resolve(folder))}.exports.${file.source}.${file.table}`;
    byTable.set(name, [...(byTable.get(name) ?? []), file]);
  }
  return [...byTable].map(([name, found]) => ({
    namespace: config.openlineage.namespace,
    name,
    facets: {},
    inputFacets: {
      inputStatistics: facet("1-0-0", "InputStatisticsInputDatasetFacet", {
        rowCount: found.reduce((sum, { parsed }) => sum + (parsed ?? 0), 0),
        size: found.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0),
        fileCount: found.length,
      }),
    },
  }));
}

/** The published tables for analysts, with their columns. */
function createOutputs({ config, folder, results }: EndedRun, project: Project) {
  const shape = shapeOf(project, productsOf(config));
  const rows = new Map(results.tables.map(({ table, rows }) => [table, rows]));
  const createOutput = (model: Model) => {
    const rowCount = rows.get(model.name) ?? null;
    return {
      namespace: config.openlineage.namespace,
      name: `${basename(resolve(folder))}.${model.name}`,
      facets: {
        documentation: facet("1-1-0", "DocumentationDatasetFacet", { description: model.about }),
        schema: facet("1-2-0", "SchemaDatasetFacet", {
          fields: Object.entries(columnsInShape(model, shape)).map(([name, column], at) => ({
            name,
            type: sqlTypes[column.type],
            description: describeColumn(column),
            ordinal_position: at + 1,
          })),
        }),
      },
      outputFacets:
        rowCount === null
          ? {}
          : { outputStatistics: facet("1-0-2", "OutputStatisticsOutputDatasetFacet", { rowCount }) },
    };
  };
  return project.catalogue.models.filter(({ name }) => name.startsWith("marts.")).map(createOutput);
}

const errorFacet = (message: string) =>
  facet("1-0-1", "ErrorMessageRunFacet", { message, programmingLanguage: "TypeScript" });

/** A facet of the specification: its members, who made it, and the version and the name of its schema. */
const facet = <T extends object>(version: string, name: string, members: T) => ({
  _producer: producer,
  _schemaURL: `${specification}/facets/${version}/${name}.json#/$defs/${name}`,
  ...members,
});

/** The same UUID for the same run. */
function uuidOf(id: string): string {
  const hex = createHash("sha256").update(id).digest("hex");
  // Version 8 is for ids that somebody computes in a way of his own.
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
