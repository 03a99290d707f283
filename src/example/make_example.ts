import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { readDefinitions } from "../config/definition.js";
import { readConfig } from "../config/read.js";
import { UserError } from "../errors.js";
import { ownersOf } from "./company.js";
import { writeProject } from "./project_files.js";
import type { Listener } from "./simulate.js";
import { simulate } from "./simulate.js";

export interface ExampleOptions {
  readonly leads: number;
  readonly seed: number;
  readonly out: string;
}

/** The clock of the made exports. */
export const exampleAsOf = "2026-07-01T00:00:00Z";

/** Makes a whole project of a company that never was; refuses a folder that holds anything. */
export async function makeExample(
  { leads, seed, out }: ExampleOptions,
  listener: Listener,
): Promise<Record<string, number>> {
  if (existsSync(out) && (await readdir(out)).length > 0)
    throw new UserError(`${out} is not empty; nothing was written: give --out a new folder, or empty it`, 2);
  await writeProject(out, ownersOf(leads));
  const definitions = await readDefinitions(out, await readConfig(out));
  return simulate({ seed, leads, folder: out, definitions }, listener);
}
