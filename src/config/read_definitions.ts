import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { parseCalendarDay } from "../base/calendar_day.js";
import { UserError } from "../base/errors.js";
import { withScratchFolder } from "../base/scratch_folder.js";
import type { Day } from "../table/columns.js";
import { withWarehouse } from "../table/database_file.js";
import type { Config } from "./config_schema.js";
import { listCustomAttributes } from "./custom_attributes.js";
import { definitionSchemaWith, readCapNames } from "./definition_cross_checks.js";
import type { DefinitionVersion } from "./definition_version.js";
import { parseValidYaml } from "./parse_yaml.js";
import { readTextFile } from "./read_config.js";
import { readRuleTables } from "./read_rule_tables.js";
import type { SheetContext } from "./rule_sheet.js";
import { fitAttributes } from "./scoring_rules.js";
import { suggestSpelling } from "./spelling_suggestion.js";
import { joinWords } from "./zod_messages.js";

const definitionFolder = "definition";
const definitionFiles = ["definition.yaml", "fit.csv", "engagement.csv", "patterns.csv"];

/**
 * The versions of the project's definition by date; none without a definition folder. Fit rules may read the attributes
 * that the sources of `config` declare. All mistakes of a version are one UserError (exit 2).
 */
export async function readDefinitions(
  projectDir: string,
  config: Pick<Config, "sources"> = { sources: [] },
): Promise<DefinitionVersion[]> {
  const versions = await listVersions(join(projectDir, definitionFolder));
  if (versions.length === 0) return [];
  const known = [...new Set([...fitAttributes, ...listCustomAttributes(config).map(({ attribute }) => attribute)])];
  return withScratchFolder((scratch) =>
    withWarehouse(":memory:", "READ_WRITE", async (memory) => {
      const read: DefinitionVersion[] = [];
      for (const version of versions) read.push(await readVersion({ projectDir, memory, scratch }, version, known));
      return read;
    }),
  );
}

/** The names of the folders, by date. Only a real date is accepted, so no two folders can mean the same day. */
async function listVersions(path: string): Promise<Day[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true });
  const strays = entries.filter((entry) => !entry.isDirectory() && /^definition\.ya?ml$|\.csv$/.test(entry.name));
  const misnamed = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !isDay(entry.name));
  const mistakes = [
    ...strays.map(
      ({ name }) =>
        `${definitionFolder}/${name}: expected in a folder named by a date; move it into one such as ${definitionFolder}/2026-01-01/`,
    ),
    ...misnamed.map(
      ({ name }) =>
        `${definitionFolder}/${name}: expected a date as the folder's name, such as 2026-01-01; found "${name}"; rename it`,
    ),
  ];
  if (mistakes.length > 0) throw new UserError(mistakes.sort().join("\n"), 2);
  return entries
    .map(({ name }) => name)
    .filter(isDay)
    .sort();
}

const isDay = (name: string): name is Day => parseCalendarDay(name) !== undefined;

async function readVersion(context: SheetContext, version: Day, known: readonly string[]): Promise<DefinitionVersion> {
  const own = `${definitionFolder}/${version}`;
  const name = `${own}/definition.yaml`;
  const absent = `no ${name} in ${context.projectDir}; every version needs one: copy it from a preset, or remove the folder`;
  const { found, mistakes: strays } = await listVersionFiles(context, own);
  const text = await readTextFile(join(context.projectDir, name), [...strays, absent].join("\n"));
  const tables = await readRuleTables(context, own, found, { attributes: known, caps: readCapNames(text) });
  const mistakes = [...strays, ...tables.mistakes];
  try {
    // A rule that cannot be read might reach any threshold.
    const definition = parseValidYaml(name, text, definitionSchemaWith(mistakes.length === 0 ? tables : undefined));
    const { fit, engagement } = tables;
    if (mistakes.length === 0) return { version, effective_from: version, definition, fit, engagement };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    mistakes.unshift(error.message);
  }
  throw new UserError(mistakes.join("\n"), 2);
}

/** The files of a version. A file with an unknown name is a mistake, because a misspelt one would be ignored silently. */
async function listVersionFiles(
  { projectDir }: SheetContext,
  own: string,
): Promise<{ found: string[]; mistakes: string[] }> {
  const entries = await readdir(join(projectDir, own), { withFileTypes: true }).catch((error) => {
    if (error.code === "ENOTDIR") return []; // The missing definition.yaml is reported later.
    throw error;
  });
  const names = entries.map(({ name }) => name).sort();
  // Spreadsheets create e.g. ~$fit.csv while a file is open.
  const strays = names.filter((name) => /^[^.~].*\.(csv|ya?ml)$/i.test(name) && !definitionFiles.includes(name));
  const folders = entries.filter((entry) => entry.isDirectory() && definitionFiles.includes(entry.name));
  const mistakes = [
    ...strays.map((name) => {
      const hint = suggestSpelling(name, definitionFiles) || "; rename it or move it away";
      return `${own}/${name}: not a file of a definition; expected one of ${joinWords(definitionFiles)}${hint}`;
    }),
    ...folders.map(({ name }) => `${own}/${name}: is a folder; expected a file`),
  ];
  return { found: names.filter((name) => !folders.some((entry) => entry.name === name)), mistakes };
}
