/** Before all tests: one night over the hand-made example, for those that ask what came of it. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
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
