/** The inputs of `test/field/inputs`: small files in shapes that real organisations export, each with what must come out. */
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { initProject } from "../../src/cli/setup/init.js";
import { type CommandResult, closedloop, queryProject, temporaryFolder } from "./cli.js";

const inputs = "test/field/inputs";

export interface FieldProject {
  readonly folder: string;
  /** `closedloop run` as of an instant, with more options if need be. */
  readonly run: (asOf: string, ...options: string[]) => Promise<CommandResult>;
  /** Copies the exports of the second night over those of the first. */
  readonly addNight: () => void;
  readonly query: (sql: string) => Promise<Record<string, unknown>[]>;
}

/**
 * A new project with an input's exports and lookups. `config` stands for the closedloop.yaml of an input that has none; the
 * exports lie in `exports`. In `beforeAll`, `finish` collects the removal of the folder.
 */
export async function createFieldProject(
  input: string,
  config?: string,
  finish?: Parameters<typeof temporaryFolder>[0],
): Promise<FieldProject> {
  const from = join(inputs, input);
  const folder = join(temporaryFolder(finish), "project");
  await initProject(folder, { definition: "none" });
  for (const part of ["closedloop.yaml", "exports", "reference"]) {
    if (existsSync(join(from, part))) cpSync(join(from, part), join(folder, part), { recursive: true });
  }
  if (config !== undefined) writeFileSync(join(folder, "closedloop.yaml"), config);
  return {
    folder,
    run: (asOf, ...options) => closedloop(["run", "--project", folder, "--as-of", asOf, ...options]),
    addNight: () => cpSync(join(from, "night2", "exports"), join(folder, "exports"), { recursive: true }),
    query: (sql) => queryProject(folder, sql),
  };
}
