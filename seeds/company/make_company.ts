import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../src/base/errors.js";
import { readConfig } from "../../src/config/read_config.js";
import { readDefinitions } from "../../src/config/read_definitions.js";
import { writeProjectFiles } from "./project_files.js";
import { simulate, type TruthListener } from "./simulation/simulate.js";
import type { SystemName } from "./systems/system_names.js";
import { systemSetups as knownSystems } from "./systems/systems.js";
import { TruthWriter } from "./truth/truth_writer.js";
import { isoText } from "./world/calendar.js";
import { asOf, makeOwners } from "./world/company.js";

export interface CompanyOptions {
  /** Number of people who become known in the 18 months of the exports. */
  readonly leads: number;
  /** The same seed gives the same company, byte for byte. */
  readonly seed: number;
  /** Project folder; it must be new or empty. */
  readonly out: string;
  /** The systems whose exports are written. */
  readonly systems: SystemName;
}

/** Used for systems without truth.json: the simulation's record ids do not occur in their exports. */
const noListener: TruthListener = {
  add: () => {},
  addExcluded: () => {},
  addRejectedRow: () => {},
  addDirt: () => {},
  flush: async () => {},
  finish: async () => ({}),
};

/** When the exports were taken. Run the project with this value as `--as-of`. */
export const companyAsOf = isoText(asOf);

/** Generates a complete project of a fictional company, with truth.json if its systems have one. Returns the row count of each export file. */
export async function makeCompany({ leads, seed, out, systems }: CompanyOptions): Promise<Record<string, number>> {
  if (existsSync(out) && (await readdir(out)).length > 0)
    throw new UserError(`${out} is not empty; nothing was written: give --out a new folder, or empty it`, 2);
  await writeProjectFiles(out, makeOwners(leads), systems);
  const config = await readConfig(out);
  const definitions = await readDefinitions(out, config);
  return simulate({ seed, leads, folder: out, definitions, systems }, (company) =>
    knownSystems[systems].hasTruth
      ? new TruthWriter(join(out, "truth.json"), company, definitions, config)
      : noListener,
  );
}
