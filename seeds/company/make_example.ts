import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "../../src/base/errors.js";
import { readDefinitions } from "../../src/config/definition.js";
import { readConfig } from "../../src/config/read.js";
import { writeProject } from "./project_files.js";
import { type Listener, simulate } from "./simulation/simulate.js";
import type { SystemsName } from "./systems/names.js";
import { systems as knownSystems } from "./systems/systems.js";
import { TruthWriter } from "./truth/writer.js";
import { ownersOf } from "./world/company.js";

export interface ExampleOptions {
  /** People who become known in the 18 months of the exports. */
  readonly leads: number;
  /** The same seed makes the same company. */
  readonly seed: number;
  /** A new or empty folder. */
  readonly out: string;
  /** Whose exports are written. */
  readonly systems: SystemsName;
}

/** Where no truth is written: its records have ids of systems that the project does not have. */
const nobody: Listener = {
  add: () => {},
  leaveOut: () => {},
  rejectedRow: () => {},
  dirt: () => {},
  flush: async () => {},
  finish: async () => ({}),
};

/** The clock of the made exports. */
export const exampleAsOf = "2026-07-01T00:00:00Z";

/** Makes a whole project of a company that never was, and truth.json beside it; returns the rows of each export. */
export async function makeExample({ leads, seed, out, systems }: ExampleOptions): Promise<Record<string, number>> {
  if (existsSync(out) && (await readdir(out)).length > 0)
    throw new UserError(`${out} is not empty; nothing was written: give --out a new folder, or empty it`, 2);
  await writeProject(out, ownersOf(leads), systems);
  const config = await readConfig(out);
  const definitions = await readDefinitions(out, config);
  return simulate({ seed, leads, folder: out, definitions, systems }, (world) =>
    knownSystems[systems].hasTruth ? new TruthWriter(join(out, "truth.json"), world, definitions, config) : nobody,
  );
}
