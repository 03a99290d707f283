import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Day } from "../columns.js";
import { UserError } from "../errors.js";
import type { DefinitionVersion } from "../run_facts.js";
import { activityTypes } from "./activity_types.js";
import { definitionSchema } from "./definition_schema.js";
import { emittedTypes } from "./emitted_types.js";
import { readText } from "./read.js";
import { listed } from "./wording.js";
import { validYaml } from "./yaml_file.js";

const folder = "definition";

/** The project's versions in order of date; none without a definition folder. */
export async function readDefinitions(projectDir: string): Promise<DefinitionVersion[]> {
  const versions = await versionsIn(join(projectDir, folder));
  const read: DefinitionVersion[] = [];
  for (const version of versions) read.push(await readVersion(projectDir, version));
  return read;
}

/** The names of the folders, which sort by date. That each is a real date makes two of one date impossible. */
async function versionsIn(path: string): Promise<Day[]> {
  if (!existsSync(path)) return [];
  const entries = await readdir(path, { withFileTypes: true });
  const strays = entries.filter((entry) => !entry.isDirectory() && /^definition\.ya?ml$|\.csv$/.test(entry.name));
  const misnamed = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !isDay(entry.name));
  const mistakes = [
    ...strays.map(
      ({ name }) => `${folder}/${name}: expected in a folder named by a date; move it into ${folder}/2026-01-01/`,
    ),
    ...misnamed.map(
      ({ name }) =>
        `${folder}/${name}: expected a real date such as 2026-01-01, each date once; found "${name}"; rename it`,
    ),
  ];
  if (mistakes.length > 0) throw new UserError(mistakes.sort().join("\n"), 2);
  return entries
    .map(({ name }) => name)
    .filter(isDay)
    .sort();
}

function isDay(name: string): name is Day {
  const at = /^\d{4}-\d\d-\d\d$/.test(name) ? Date.parse(`${name}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(name);
}

async function readVersion(projectDir: string, version: Day): Promise<DefinitionVersion> {
  const name = `${folder}/${version}/definition.yaml`;
  const absent = `no ${name} in ${projectDir}; every version has one: copy a preset's, or remove the folder`;
  const text = await readText(join(projectDir, name), absent);
  const emitted = await emittedTypes(projectDir, `${folder}/${version}/patterns.csv`);
  const definition = validYaml(name, text, schemaWith(emitted));
  return { version, effective_from: version, definition, fit: [], engagement: [] };
}

/** The schema of a folder whose patterns emit these types. */
function schemaWith(emitted: readonly string[]) {
  const known: readonly string[] = [...activityTypes, ...emitted];
  const patterns = emitted.length > 0 ? `; patterns.csv emits ${listed(emitted)}` : "; patterns.csv emits none";
  const message = `expected a canonical activity type or one that patterns.csv emits${patterns}`;
  return definitionSchema.superRefine(({ mql, tiers }, { addIssue }) => {
    const lists: [PropertyKey[], readonly string[]][] = [
      [["mql", "hand_raiser", "activity_types"], mql.hand_raiser.activity_types],
      [["tiers", "hot", "activity_types"], tiers.hot?.activity_types ?? []],
    ];
    for (const [path, types] of lists) {
      for (const [at, input] of types.entries()) {
        if (known.includes(input)) continue;
        addIssue({ code: "invalid_value", values: [...known], input, path: [...path, at], message });
      }
    }
  });
}
