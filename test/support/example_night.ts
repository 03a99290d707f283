/** Runs the shipped example once before all tests, for the tests that read its warehouse. */
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type CommandResult, closedloop, copyExample, exampleClock } from "./cli.js";

declare module "vitest" {
  export interface ProvidedContext {
    exampleNight: { project: string; told: CommandResult };
  }
}

export default async function setup({ provide }: TestProject): Promise<() => void> {
  refuseStaleBuild();
  const folder = mkdtempSync(join(tmpdir(), "closedloop-e2e-"));
  const project = copyExample(folder);
  provide("exampleNight", { project, told: await closedloop(["run", "--project", project, ...exampleClock]) });
  return () => rmSync(folder, { recursive: true, force: true });
}

/** Copies a project with its warehouse, for tests that change it. */
export function copyProject(project: string, folder: string): string {
  const copy = join(folder, "example");
  cpSync(project, copy, { recursive: true });
  return copy;
}

/** Throws if the built command is older than the sources. */
function refuseStaleBuild(): void {
  const command = "dist/src/cli/main.js";
  if (!existsSync(command)) throw new Error(`${command} is missing: run \`npm run build\` first`);
  const built = statSync(command).mtimeMs;
  // The time of a folder changes when a file in it is removed.
  const newer = builtFrom
    .flatMap((folder) => [
      folder,
      ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
    ])
    .find((path) => (path.endsWith(".ts") || statSync(path).isDirectory()) && statSync(path).mtimeMs > built);
  if (newer !== undefined) throw new Error(`${newer} is newer than dist/: run \`npm run build\` first`);
}

/** The folders that tsconfig.build.json compiles. */
const builtFrom = ["src", "models", "reports", "seeds/company"];
