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
import { makeOwners } from "./world/company.js";

export interface CompanyOptions {
  /** People who become known in the 18 months of the exports. */
  readonly leads: number;
  /** The same seed makes the same company. */
  readonly seed: number;
  /** A new or empty folder. */
  readonly out: string;
  /** Whose exports are written. */
  readonly systems: SystemName;
}

/** Where no truth is written: its records have ids of systems that the project does not have. */
const noListener: TruthListener = {
  add: () => {},
  addExcluded: () => {},
  addRejectedRow: () => {},
  addDirt: () => {},
  flush: async () => {},
  finish: async () => ({}),
};

/** The clock of the made exports. */
export const companyAsOf = "2026-07-01T00:00:00Z";

/** Makes a whole project of a company that never was, and truth.json beside it; returns the rows of each export. */
export async function makeCompany({ leads, seed, out, systems }: CompanyOptions): Promise<Record<string, number>> {
  if (existsSync(out) && (await readdir(out)).length > 0)
    throw new UserError(`${out} is not empty; nothing was written: give --out a new folder, or empty it`, 2);
  await writeProjectFiles(out, makeOwners(leads), systems);
  const config = await readConfig(out);
  const definitions = await readDefinitions(out, config);
  return simulate({ seed, leads, folder: out, definitions, systems }, (world) =>
    knownSystems[systems].hasTruth ? new TruthWriter(join(out, "truth.json"), world, definitions, config) : noListener,
  );
}
