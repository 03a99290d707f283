/** Before all tests: one night over the hand-made example, for those that ask what came of it. */
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

/** A copy of a project as a night left it, warehouse and all, for tests that change it. */
export function copyProject(project: string, folder: string): string {
  const copy = join(folder, "example");
  cpSync(project, copy, { recursive: true });
  return copy;
}

/** The built command must be that of the sources: a test of yesterday's build would prove nothing. */
function refuseStaleBuild(): void {
  const command = "dist/src/cli/main.js";
  if (!existsSync(command)) throw new Error(`${command} is missing: run \`npm run build\` first`);
  const built = statSync(command).mtimeMs;
  // A folder's own time says that a file of it was removed.
  const newer = builtFrom
    .flatMap((folder) => [
      folder,
      ...readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
    ])
    .find((path) => (path.endsWith(".ts") || statSync(path).isDirectory()) && statSync(path).mtimeMs > built);
  if (newer !== undefined) throw new Error(`${newer} is newer than dist/: run \`npm run build\` first`);
}

/** As tsconfig.build.json names them. */
const builtFrom = ["src", "models", "reports", "seeds/company"];
