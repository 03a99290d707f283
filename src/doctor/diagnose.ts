import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UserError } from "../base/errors.js";
import { escapeControls } from "../base/escape_controls.js";
import { type Config, configSchema } from "../config/config_schema.js";
import { parseValidYaml } from "../config/parse_yaml.js";
import { readConfig } from "../config/read_config.js";
import { readLoads } from "../load/history.js";
import { type LoadListener, NothingLoadedError, QuarantineError } from "../load/night/load_events.js";
import { loadExports } from "../load/night/load_exports.js";
import { type Catalogue, limitToProducts, readCatalogue } from "../project/catalogue.js";
import { productsOf } from "../project/project.js";
import { readAdapters } from "../table/adapters.js";
import type { Instant } from "../table/columns.js";
import { withWarehouse } from "../table/database_file.js";
import type { Remark } from "../table/lookup_gap.js";
import { findCustomFields } from "./custom_fields.js";
import type { Diagnosis, FolderSurvey, RefusedFile } from "./diagnosis.js";
import { type DoctorQueries, lookupName, readDoctorQueries } from "./doctor_queries.js";
import { createFolderSurvey } from "./folder_survey.js";
import { findLateHistories, findSourcesWithoutDeletions } from "./history_coverage.js";
import { proposeLookupRows } from "./lookup_proposals.js";
import { recogniseFiles } from "./recognise_files.js";
import { withScratchFolder } from "./scratch_folder.js";
import { ScratchWarehouse } from "./scratch_warehouse.js";
import { findMissingInputs, groupLoadsByTable, summariseObjects } from "./source_objects.js";
import { readUsedFields } from "./used_fields.js";

export interface DiagnoseOptions {
  /** The folder of closedloop.yaml; where it has none, `exports` must be given. */
  readonly project: string;
  /** A folder to look at in place of the project's sources. */
  readonly exports?: string;
  readonly asOf: Instant;
  /** The only lookup that is asked for, such as `channels`. */
  readonly only?: string;
}

/** Looks at exports in a folder that is gone afterwards; nothing of the project is changed, not even its history. */
export const diagnose = (visit: DiagnoseOptions): Promise<Diagnosis> =>
  withScratchFolder(async (workshop) => {
    const catalogue = await readCatalogue();
    const { config, survey } = await readConfigOrSurvey(visit, catalogue, workshop);
    if (config === undefined) throw noExportsError(visit, survey);
    const here = { ...config, publish: { ...config.publish, directory: workshop } };
    return diagnoseSources(visit, here, limitToProducts(catalogue, productsOf(here)), survey);
  });

/** What is looked at: the project's sources, or what a folder's files make of themselves. */
async function readConfigOrSurvey(
  { project, exports }: DiagnoseOptions,
  catalogue: Catalogue,
  workshop: string,
): Promise<{ config: Config | undefined; survey: FolderSurvey | null }> {
  const isProject = existsSync(join(project, "closedloop.yaml"));
  if (exports === undefined && !isProject) {
    throw new UserError(
      `no closedloop.yaml in ${project}: name a folder of exports (closedloop doctor EXPORTS), or run \`closedloop init\``,
      2,
    );
  }
  const own = isProject ? await readConfig(project) : undefined;
  if (exports === undefined) return { config: own, survey: null };
  const folder = resolve(exports);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new UserError(`${folder}: no such folder. Expected the folder of what your systems export.`, 3);
  }
  const tables = catalogue.sources.filter(({ origin }) => origin.kind === "export");
  const files = await withWarehouse(":memory:", "READ_WRITE", (memory) =>
    recogniseFiles(memory, folder, tables, workshop),
  );
  const survey = createFolderSurvey(files, {
    exports,
    project: isProject ? project : undefined,
    configured: own?.sources ?? [],
    usualNames: new Map((await readAdapters()).map(({ product, defaultName: usualName }) => [product, usualName])),
  });
  if (survey.sources === "") return { config: undefined, survey };
  // What is printed is what is read: it can be pasted.
  const guessed = parseValidYaml("sources", survey.sources, configSchema);
  return { config: { ...(own ?? guessed), sources: guessed.sources }, survey };
}

function noExportsError({ exports }: DiagnoseOptions, survey: FolderSurvey | null): UserError {
  const strays = survey?.strays.map(({ file, why }) => `\n  ${escapeControls(`${file}: ${why}`)}`).join("") ?? "";
  return new UserError(
    `${resolve(exports ?? ".")}: no file that could be read as an export.${strays || " Expected CSV, TSV, JSON lines or Parquet."}`,
    3,
  );
}

async function diagnoseSources(
  { project, asOf, only }: DiagnoseOptions,
  config: Config,
  catalogue: Catalogue,
  survey: FolderSurvey | null,
): Promise<Diagnosis> {
  const quarantined = await loadIntoScratch(project, config, catalogue, asOf);
  const loads = await readLoads(project, config);
  const patient = { project, config, catalogue, asOf, loads };
  const seen = groupLoadsByTable(config, catalogue.sources, loads);
  const { gaps, remarks } = await readDoctorQueries();
  return ScratchWarehouse.open(patient, async (exam) => ({
    as_of: asOf,
    survey,
    objects: await summariseObjects(exam, seen),
    quarantined,
    missing: findMissingInputs(seen, new Set(quarantined.map(({ source, table }) => `${source} ${table}`))),
    customs: findCustomFields(seen, await readUsedFields(exam, config)),
    late: await findLateHistories(exam, seen),
    undeleted: await findSourcesWithoutDeletions(exam, seen),
    // Rows of one lookup may let another one speak: all are asked, whichever is wanted.
    lookups: (await proposeLookupRows(exam, gaps)).filter(
      ({ gaps }) => only === undefined || lookupName(gaps) === only,
    ),
    remarks: await readRemarks(exam, remarks),
  }));
}

/** Loads all files into the workshop; one in quarantine, or not whole yet, is told and stops nothing. */
async function loadIntoScratch(
  project: string,
  config: Config,
  catalogue: Catalogue,
  asOf: Instant,
): Promise<RefusedFile[]> {
  const refused: RefusedFile[] = [];
  // Nobody waits for a look: a file that is written to is told as such.
  const sources = config.sources.map((source) => ({ ...source, settle_seconds: 0 }));
  const report: LoadListener = (event) => {
    if (event.kind === "loaded" || event.kind === "waiting") return;
    const { system, file, found } = event;
    refused.push({ source: system, table: event.kind === "missing" ? "" : event.table, file, why: found });
  };
  try {
    await loadExports({ project, config: { ...config, sources }, tables: catalogue.sources, asOf, report });
  } catch (error) {
    if (!(error instanceof QuarantineError || error instanceof NothingLoadedError)) throw error;
  }
  return refused;
}

async function readRemarks(exam: ScratchWarehouse, findings: DoctorQueries["remarks"]): Promise<Remark[]> {
  const all: Remark[] = [];
  for (const { from, remarks } of findings) all.push(...(await exam.query<Remark>(from, remarks)));
  return all;
}
