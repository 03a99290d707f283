import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { UserError } from "../base/errors.js";
import { visible } from "../base/visible.js";
import { readConfig } from "../config/read.js";
import { type Config, configSchema } from "../config/schema.js";
import { validYaml } from "../config/yaml_file.js";
import { readLoads } from "../load/history.js";
import { type LoadReport, NothingLoadedError, QuarantineError } from "../load/night/load_events.js";
import { loadExports } from "../load/night/load_exports.js";
import { type Catalogue, ofProducts, readCatalogue } from "../project/catalogue.js";
import { productsOf } from "../project/project.js";
import { readAdapters } from "../table/adapters.js";
import type { Instant } from "../table/columns.js";
import type { Remark } from "../table/lookup_gap.js";
import { withWarehouse } from "../table/warehouse.js";
import { customsOf } from "./customs.js";
import type { Diagnosis, Refused, Survey } from "./diagnosis.js";
import { Exam } from "./exam.js";
import { type Findings, lookupName, readFindings } from "./finding.js";
import { lateOf, undeletedOf } from "./history.js";
import { missingOf, objectsSeen, seenBy } from "./objects.js";
import { proposeAll } from "./propose.js";
import { recognised } from "./recognise.js";
import { surveyOf } from "./survey.js";
import { usedFields } from "./used.js";
import { inWorkshop } from "./workshop.js";

export interface Visit {
  /** The folder of closedloop.yaml; where it has none, `exports` must be given. */
  readonly project: string;
  /** A folder to look at in place of the project's sources. */
  readonly exports?: string;
  readonly asOf: Instant;
  /** The only lookup that is asked for, such as `channels`. */
  readonly only?: string;
}

/** Looks at exports in a folder that is gone afterwards; nothing of the project is changed, not even its history. */
export const diagnose = (visit: Visit): Promise<Diagnosis> =>
  inWorkshop(async (workshop) => {
    const catalogue = await readCatalogue();
    const { config, survey } = await configOf(visit, catalogue, workshop);
    if (config === undefined) throw nothingFound(visit, survey);
    const here = { ...config, publish: { ...config.publish, directory: workshop } };
    return examined(visit, here, ofProducts(catalogue, productsOf(here)), survey);
  });

/** What is looked at: the project's sources, or what a folder's files make of themselves. */
async function configOf(
  { project, exports }: Visit,
  catalogue: Catalogue,
  workshop: string,
): Promise<{ config: Config | undefined; survey: Survey | null }> {
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
  const files = await withWarehouse(":memory:", "READ_WRITE", (memory) => recognised(memory, folder, tables, workshop));
  const survey = surveyOf(files, {
    exports,
    project: isProject ? project : undefined,
    configured: own?.sources ?? [],
    usualNames: new Map((await readAdapters()).map(({ product, usualName }) => [product, usualName])),
  });
  if (survey.sources === "") return { config: undefined, survey };
  // What is printed is what is read: it can be pasted.
  const guessed = validYaml("sources", survey.sources, configSchema);
  return { config: { ...(own ?? guessed), sources: guessed.sources }, survey };
}

function nothingFound({ exports }: Visit, survey: Survey | null): UserError {
  const strays = survey?.strays.map(({ file, why }) => `\n  ${visible(`${file}: ${why}`)}`).join("") ?? "";
  return new UserError(
    `${resolve(exports ?? ".")}: no file that could be read as an export.${strays || " Expected CSV, TSV, JSON lines or Parquet."}`,
    3,
  );
}

async function examined(
  { project, asOf, only }: Visit,
  config: Config,
  catalogue: Catalogue,
  survey: Survey | null,
): Promise<Diagnosis> {
  const quarantined = await loaded(project, config, catalogue, asOf);
  const loads = await readLoads(project, config);
  const patient = { project, config, catalogue, asOf, loads };
  const seen = seenBy(config, catalogue.sources, loads);
  const { gaps, remarks } = await readFindings();
  return Exam.of(patient, async (exam) => ({
    as_of: asOf,
    survey,
    objects: await objectsSeen(exam, seen),
    quarantined,
    missing: missingOf(seen, new Set(quarantined.map(({ source, table }) => `${source} ${table}`))),
    customs: customsOf(seen, await usedFields(exam, config)),
    late: await lateOf(exam, seen),
    undeleted: await undeletedOf(exam, seen),
    // Rows of one lookup may let another one speak: all are asked, whichever is wanted.
    lookups: (await proposeAll(exam, gaps)).filter(({ gaps }) => only === undefined || lookupName(gaps) === only),
    remarks: await remarksOf(exam, remarks),
  }));
}

/** Loads all files into the workshop; one in quarantine, or not whole yet, is told and stops nothing. */
async function loaded(project: string, config: Config, catalogue: Catalogue, asOf: Instant): Promise<Refused[]> {
  const refused: Refused[] = [];
  // Nobody waits for a look: a file that is written to is told as such.
  const sources = config.sources.map((source) => ({ ...source, settle_seconds: 0 }));
  const report: LoadReport = (event) => {
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

async function remarksOf(exam: Exam, findings: Findings["remarks"]): Promise<Remark[]> {
  const all: Remark[] = [];
  for (const { from, remarks } of findings) all.push(...(await exam.ask<Remark>(from, remarks)));
  return all;
}
