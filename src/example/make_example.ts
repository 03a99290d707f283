import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { readDefinitions } from "../config/definition.js";
import { readConfig } from "../config/read.js";
import { UserError } from "../errors.js";
import { ownersOf } from "./company.js";
import { writeProject } from "./project_files.js";
import { simulate } from "./simulate.js";
import { TruthWriter } from "./truth/writer.js";

export interface ExampleOptions {
  readonly leads: number;
  readonly seed: number;
  readonly out: string;
}

/** The clock of the made exports. */
export const exampleAsOf = "2026-07-01T00:00:00Z";

/** Makes a whole project of a company that never was, and truth.json beside it; refuses a folder that holds anything. */
export async function makeExample({ leads, seed, out }: ExampleOptions): Promise<Record<string, number>> {
  if (existsSync(out) && (await readdir(out)).length > 0)
    throw new UserError(`${out} is not empty; nothing was written: give --out a new folder, or empty it`, 2);
  await writeProject(out, ownersOf(leads));
  const config = await readConfig(out);
  const definitions = await readDefinitions(out, config);
  return simulate(
    { seed, leads, folder: out, definitions },
    (world) => new TruthWriter(join(out, "truth.json"), world, definitions, config),
  );
}
