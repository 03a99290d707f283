import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UserError } from "../base/errors.js";
import { escapeControls } from "../base/escape_controls.js";
import { withScratchFolder } from "../base/scratch_folder.js";
import { type Config, configSchema } from "../config/config_schema.js";
import { parseValidYaml } from "../config/parse_yaml.js";
import { configFile, readConfig } from "../config/read_config.js";
import { readLoads } from "../load/history.js";
import { readLastLoad } from "../load/night/last_load.js";
import { type LoadListener, NothingLoadedError, QuarantineError } from "../load/night/load_events.js";
import { loadExports } from "../load/night/load_exports.js";
import { type Catalogue, limitToProducts, readCatalogue } from "../project/catalogue.js";
import { productsOf } from "../project/project.js";
import { readAdapters } from "../table/adapters.js";
import type { Instant } from "../table/columns.js";
import { withWarehouse } from "../table/database_file.js";
import type { Remark, SettingWord } from "../table/lookup_gap.js";
import { findCustomFields } from "./custom_fields.js";
import type { Diagnosis, FolderSurvey, FoundSetting, LookalikeFile, RefusedFile, UnnamedFiles } from "./diagnosis.js";
import { type DoctorQueries, lookupName, readDoctorQueries } from "./doctor_queries.js";
import { createFolderSurvey } from "./folder_survey.js";
import { findLateHistories, findSourcesWithoutDeletions } from "./history_coverage.js";
import { proposeLookupRows } from "./lookup_proposals.js";
import { readUsedFields } from "./own_fields.js";
import { recogniseFiles } from "./recognise_files.js";
import { proposeFormatsForRefused } from "./refused_dates.js";
import { ScratchWarehouse } from "./scratch_warehouse.js";
import { findMissingInputs, groupLoadsByTable, summariseObjects } from "./source_objects.js";

interface DiagnoseOptions {
  /** The folder of closedloop.yaml; without this file `exports` must be given. */
  readonly project: string;
  /** A folder to inspect instead of the project's sources. */
  readonly exports?: string;
  readonly asOf: Instant;
  /** The only lookup to return, e.g. `channels`. */
  readonly only?: string;
}

/** Inspects exports in a temporary folder. Nothing of the project is changed, not even its history of loads. */
export const diagnose = (options: DiagnoseOptions): Promise<Diagnosis> =>
  withScratchFolder(
    async (scratchFolder) => {
      const catalogue = await readCatalogue();
      const { config, survey } = await readConfigOrSurvey(options, catalogue, scratchFolder);
      if (config === undefined) throw noExportsError(options, survey);
      const scratchConfig = { ...config, publish: { ...config.publish, directory: scratchFolder } };
      return diagnoseSources(options, scratchConfig, limitToProducts(catalogue, productsOf(scratchConfig)), survey);
    },
    { name: "closedloop-doctor", removeOnSignal: true },
  );

/** The sources to inspect: those of the project, or those that a survey of the folder suggests. */
async function readConfigOrSurvey(
  { project, exports }: DiagnoseOptions,
  catalogue: Catalogue,
  scratchFolder: string,
): Promise<{ config: Config | undefined; survey: FolderSurvey | null }> {
  const isProject = existsSync(join(project, configFile));
  if (exports === undefined && !isProject) {
    throw new UserError(
      `no ${configFile} in ${project}: name a folder of exports (closedloop doctor EXPORTS), or run \`closedloop init\``,
      2,
    );
  }
  const own = isProject ? await readConfig(project) : undefined;
  if (exports === undefined) return { config: own, survey: null };
  const folder = resolve(exports);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new UserError(`${folder}: no such folder; expected a folder with exports of your systems`, 3);
  }
  const tables = catalogue.sources.filter(({ origin }) => origin.kind === "export");
  const files = await withWarehouse(":memory:", "READ_WRITE", (memory) =>
    recogniseFiles(memory, folder, tables, scratchFolder),
  );
  const adapters = await readAdapters();
  const survey = createFolderSurvey(files, {
    exports,
    project: isProject ? project : undefined,
    configured: own?.sources ?? [],
    usualNames: new Map(adapters.map(({ product, defaultName }) => [product, defaultName])),
    localTimes: new Map(adapters.flatMap(({ product, localTimes }) => (localTimes ? [[product, localTimes]] : []))),
  });
  if (survey.sources === "") return { config: undefined, survey };
  // The printed block itself is parsed, so that it can be pasted into closedloop.yaml.
  const guessed = parseValidYaml("sources", survey.sources, configSchema);
  return { config: { ...(own ?? guessed), sources: guessed.sources }, survey };
}

function noExportsError({ exports }: DiagnoseOptions, survey: FolderSurvey | null): UserError {
  const strays = survey?.strays.map(({ file, why }) => `\n  ${escapeControls(`${file}: ${why}`)}`).join("") ?? "";
  return new UserError(
    `${resolve(exports ?? ".")}: no file is a known export.${strays || " Expected CSV, TSV, JSON lines or Parquet."}`,
    3,
  );
}

async function diagnoseSources(
  { project, asOf, only }: DiagnoseOptions,
  config: Config,
  catalogue: Catalogue,
  survey: FolderSurvey | null,
): Promise<Diagnosis> {
  // A survey has looked at every file of the folder already.
  const refused = await loadIntoScratch({ project, config, tables: catalogue.sources, asOf, findsLookalikes: !survey });
  const quarantined = await proposeFormatsForRefused(refused, { project, config, tables: catalogue.sources });
  const loads = await readLoads(project, config);
  const inputs = { project, config, catalogue, asOf, loads };
  const seen = groupLoadsByTable(config, catalogue.sources, loads);
  const { gaps, remarks, settings } = await readDoctorQueries();
  return ScratchWarehouse.open(inputs, async (scratch) => ({
    as_of: asOf,
    survey,
    objects: await summariseObjects(scratch, seen),
    quarantined,
    missing: findMissingInputs(seen, new Set(quarantined.map(({ source, table }) => `${source} ${table}`))),
    settings: chooseSettings(config, survey !== null, await readSettings(scratch, settings)),
    customs: findCustomFields(seen, await readUsedFields(scratch, config)),
    lookalikes: survey ? [] : await readLookalikes(project, config),
    unnamed: survey ? [] : await readUnnamedFiles(project, config),
    late: await findLateHistories(scratch, seen),
    undeleted: await findSourcesWithoutDeletions(scratch, seen, await readDeletionAdvice()),
    // Rows of one lookup may reveal values that another one lacks, so all are checked, even if only one is wanted.
    lookups: (await proposeLookupRows(scratch, gaps)).filter(
      ({ gaps }) => only === undefined || lookupName(gaps) === only,
    ),
    remarks: await readRemarks(scratch, remarks),
  }));
}

/** Loads all files into the temporary folder. A quarantined or incomplete file is returned and does not stop the others. */
async function loadIntoScratch(run: Parameters<typeof loadExports>[0]): Promise<RefusedFile[]> {
  const refused: RefusedFile[] = [];
  // The doctor does not wait for files that are still being written; it reports them.
  const sources = run.config.sources.map((source) => ({ ...source, settle_seconds: 0 }));
  const report: LoadListener = (event) => {
    if (event.kind === "loaded" || event.kind === "waiting") return;
    const { system, file, found, table = "" } = event;
    // Several feeds of a mapped source may read one file: it is listed once.
    const same = refused.find((one) => one.source === system && one.file === file);
    if (same === undefined) refused.push({ source: system, table, file, why: found });
    else if (!same.why.includes(found)) refused[refused.indexOf(same)] = { ...same, why: `${same.why}; ${found}` };
  };
  try {
    await loadExports({ ...run, config: { ...run.config, sources }, report });
  } catch (error) {
    if (!(error instanceof QuarantineError || error instanceof NothingLoadedError)) throw error;
  }
  return refused;
}

/** How to export deleted records, by product. */
const readDeletionAdvice = async (): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await readAdapters()).flatMap(({ product, deletedRecords }) =>
      deletedRecords ? [[product, deletedRecords]] : [],
    ),
  );

/** What the load found among the files that nobody reads. */
async function readLookalikes(project: string, config: Config): Promise<LookalikeFile[]> {
  const { unread } = await readLastLoad(project, config);
  return unread.flatMap(({ system, lookalikes = [] }) => lookalikes.map((one) => ({ source: system, ...one })));
}

/** The files in the folders of mapped sources that no entity names: such a source reads no file by its name. */
async function readUnnamedFiles(project: string, config: Config): Promise<UnnamedFiles[]> {
  const mapped = config.sources.filter(({ system }) => system === "mapped");
  const { unread } = await readLastLoad(project, config);
  return unread.flatMap(({ system, count, example }) =>
    mapped.flatMap(({ name, path }) => (name === system ? [{ source: name, path, count, files: example }] : [])),
  );
}

async function readRemarks(scratch: ScratchWarehouse, queries: DoctorQueries["remarks"]): Promise<Remark[]> {
  const all: Remark[] = [];
  for (const { from, remarks } of queries) all.push(...(await scratch.query<Remark>(from, remarks)));
  return all;
}

/** What to confirm in closedloop.yaml: before the first run each setting, later only one that the records contradict. */
function chooseSettings(
  { time_zone, currency }: Config,
  isFirst: boolean,
  found: readonly FoundSetting[],
): FoundSetting[] {
  const [main, ...others] = found.filter(({ setting }) => setting === "currency");
  const rates = `reference/currency_rates.csv converts ${others.map(({ word }) => word).join(", ")}`;
  const amounts = main
    ? { ...main, about: others.length > 0 ? `${main.about}; ${rates}` : main.about }
    : {
        setting: "currency",
        word: currency,
        about: "no opportunity names its currency; this one is taken for all amounts",
      };
  if (!isFirst)
    return main === undefined || main.word === currency
      ? []
      : [{ ...amounts, about: `${amounts.about}; closedloop.yaml has ${currency}` }];
  const zone = {
    setting: "time_zone",
    word: time_zone,
    about: "the zone in which the days and months of reports begin",
  };
  return [zone, amounts];
}

/** The words that records have for a setting of closedloop.yaml, the most frequent first. */
async function readSettings(scratch: ScratchWarehouse, queries: DoctorQueries["settings"]): Promise<FoundSetting[]> {
  const all: FoundSetting[] = [];
  for (const { setting, about, from, words } of queries) {
    for (const { word, rows, total } of await scratch.query<SettingWord>(from, words))
      all.push({ setting, word, about: about(rows, total) });
  }
  return all;
}
