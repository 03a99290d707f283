import type { DuckDBConnection } from "@duckdb/node-api";
import { type BuildListener, ContractError, materialize, sortUpstreamFirst, writeComments } from "../build/build.js";
import { contractRules, type RuleViolation } from "../build/check.js";
import { writeExploreDatabase } from "../build/explore_database.js";
import { createSalt } from "../build/shared_columns.js";
import { shapeOf } from "../config/definition_shape.js";
import { publishedFolder, quarantineFolder } from "../config/project_paths.js";
import { limitResources } from "../config/resources.js";
import { findDamagedNotes, readQuarantine } from "../load/files/quarantine.js";
import { judgeFreshness } from "../load/night/freshness.js";
import { readLastLoad } from "../load/night/last_load.js";
import {
  collectFreshnessFindings,
  collectLoadFindings,
  damagedNoteFindings,
  damageFindings,
  findUnloaded,
} from "../load/night/load_findings.js";
import { buildRawTables, type RawBuildInput } from "../load/raw/build_raw_tables.js";
import { loadLookup } from "../load/raw/load_lookup.js";
import type { UnloadedFile } from "../load/raw/snapshots.js";
import { trackedFields } from "../load/raw/tracked_fields.js";
import { readVerifiedHistory, type VerifiedHistory } from "../load/raw/verified_loads.js";
import { type Project, productsOf, referencePath } from "../project/project.js";
import type { FurtherFile } from "../publish/build_files.js";
import { listParquetTables } from "../publish/parquet.js";
import { publish } from "../publish/publish.js";
import { computePublicationId } from "../runs/publication_id.js";
import type { RunFacts } from "../runs/run_facts.js";
import { createRunRecord, readRuns } from "../runs/run_log.js";
import type { RunRecord } from "../runs/run_results.js";
import type { Instant } from "../table/columns.js";
import type { Model, ModelShape, Source } from "../table/model.js";
import { publishedName } from "../table/model.js";
import { countRows, rowsOf } from "../table/rows.js";
import { writeRows } from "../table/write_rows.js";

/** What is published: the id of its content, and the number of files in the history. */
interface PublicationContent {
  readonly id: string;
  readonly files: number;
}

interface BuildOptions {
  readonly acceptMissing?: boolean;
  /** True if loads are left out whose files are damaged. */
  readonly leaveOutDamaged?: boolean;
  readonly abort?: AbortSignal;
  /** Called at the instant at which the publication is decided; the build may still fail afterwards. */
  readonly onPublished?: (publication: PublicationContent) => void;
}

/**
 * Builds all tables from the history into new files and publishes them if every check passes; otherwise, and after an abort,
 * the old files stay. Returns warnings: what could not be kept or removed.
 */
export async function buildWarehouse(
  project: Project,
  asOf: Instant,
  report: BuildListener = () => {},
  run: RunRecord = createRunRecord("build", project.config, asOf),
  { acceptMissing = false, leaveOutDamaged = false, abort, onPublished }: BuildOptions = {},
): Promise<string[]> {
  const { config, catalogue } = project;
  const read = { project: project.folder, config, tables: catalogue.sources, asOf, leaveOutDamaged };
  const history = await readVerifiedHistory(read);
  const { loads } = history;
  const publication = { id: await computePublicationId(project, asOf, loads, { acceptMissing }), files: loads.length };
  const { facts, unloaded } = await collectRunFacts(project, { asOf, history, run, publication });
  const shape = shapeOf(project, productsOf(config));
  const models = sortUpstreamFirst(catalogue.models, new Set(catalogue.absent));
  const fill = async (warehouse: DuckDBConnection) => {
    await limitResources(warehouse, config.resources);
    await fillRawTables(warehouse, project, { ...facts, unloaded, acceptMissing }, report);
    // No model depends on the order of rows, and keeping it would cost an eighth of the build's time. FSST never compresses
    // better than DICT_FSST, and trying it would cost an eighth of the time spent writing.
    await warehouse.run("set preserve_insertion_order = false; set disabled_compression_methods = 'fsst'");
    for (const model of models) await buildModel(warehouse, model, shape, report);
    await writeComments(warehouse, [...catalogue.sources, ...models], publishedName, shape);
  };
  const salt = createSalt();
  const makeExplore: FurtherFile["make"] = (warehouse, path) =>
    writeExploreDatabase(warehouse, path, models, shape, salt);
  // With `explore: full` analysts read the full file, and nobody needs another one.
  const further: FurtherFile[] = config.explore === "full" ? [] : [{ file: "explore.duckdb", make: makeExplore }];
  const { run_id, as_of, started_at } = run;
  const { id: publication_id, files: file_count } = publication;
  return publish(publishedFolder(project), { run_id, publication_id, file_count, as_of, started_at }, fill, {
    further,
    parquet: config.publish.parquet ? listParquetTables(models, shape, config.explore, salt) : undefined,
    keep: config.publish.keep,
    abort,
    onPublished: () => onPublished?.(publication),
  });
}

/** What the run knows besides the exports, and the files of the last load that were not loaded. This run counts as published, because its tables are read only after that. */
async function collectRunFacts(
  { folder, config, definitions }: Project,
  {
    asOf,
    history,
    run,
    publication,
  }: Pick<RunFacts, "asOf"> & { history: VerifiedHistory; run: RunRecord; publication: PublicationContent },
): Promise<{ facts: RunFacts; unloaded: UnloadedFile[] }> {
  const refused = quarantineFolder(folder, config);
  const quarantine = await readQuarantine(refused);
  const last = await readLastLoad(folder, config);
  const { loads } = history;
  const findings = [
    ...collectLoadFindings(loads, quarantine.values(), last),
    ...damageFindings(history),
    ...damagedNoteFindings(await findDamagedNotes(refused)),
    ...collectFreshnessFindings(judgeFreshness(config, loads, asOf)),
  ];
  const before = (await readRuns(folder, config)).filter(({ run_id }) => run_id !== run.run_id);
  const { id: publication_id, files: file_count } = publication;
  const current: RunRecord = { ...run, status: "published", publication_id, file_count };
  return {
    facts: { config, asOf, definitions, loads, loadFindings: findings, runs: [...before, current] },
    unloaded: findUnloaded(loads, quarantine.values(), last, history.leftOut),
  };
}

async function buildModel(
  warehouse: DuckDBConnection,
  model: Model,
  shape: ModelShape,
  report: BuildListener,
): Promise<void> {
  const started = performance.now();
  const reportChecks = (broken: readonly RuleViolation[], rows: number | null) => {
    const checks = contractRules(model, shape).map(({ rule }) => {
      const found = broken.find((one) => one.rule === rule);
      const status = !found ? "passed" : found.severity === "warn" ? "warned" : "failed";
      return { rule, status, rows: Number(found?.rows ?? 0n) } as const;
    });
    report({ table: model.name, seconds: (performance.now() - started) / 1000, rows, checks });
  };
  try {
    const warnings = await materialize(warehouse, model, publishedName, shape);
    reportChecks(warnings, model.materialized === "table" ? await countRows(warehouse, publishedName(model)) : null);
  } catch (error) {
    if (error instanceof ContractError) reportChecks(error.broken, null);
    throw error;
  }
}

/** Fills the raw tables: lookups first, because the stage map says which fields of the history to follow. */
async function fillRawTables(
  warehouse: DuckDBConnection,
  project: Project,
  { acceptMissing, unloaded, ...facts }: RunFacts & Required<Pick<RawBuildInput, "acceptMissing" | "unloaded">>,
  report: BuildListener,
) {
  const { folder, config, catalogue } = project;
  const started = performance.now();
  await warehouse.run("create schema if not exists raw");
  const ofKind = <K extends Source["origin"]["kind"]>(kind: K) =>
    catalogue.sources.filter(({ origin }) => origin.kind === kind);
  for (const source of ofKind("reference")) {
    if (source.origin.kind !== "reference") continue;
    await loadLookup(warehouse, source, referencePath(project, source.origin.file));
  }
  for (const source of ofKind("run")) {
    if (source.origin.kind !== "run") continue;
    await writeRows(warehouse, source, source.origin.rows(facts));
  }
  const stageMap = await rowsOf<{ system: string; entity: string; field: string }>(
    warehouse,
    "select distinct system, entity, field from raw.stage_map",
  );
  const tracked = trackedFields(config, catalogue.sources, stageMap);
  const { asOf } = facts;
  await buildRawTables(warehouse, {
    project: folder,
    config,
    tables: catalogue.sources,
    asOf,
    tracked,
    unloaded,
    acceptMissing,
  });
  report({ table: "raw", seconds: (performance.now() - started) / 1000, rows: null, checks: [] });
}
