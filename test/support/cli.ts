import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { readWarehousePath } from "../../src/config/project_paths.js";
import { json } from "../../src/query/formats/json.js";
import { runQuery } from "../../src/query/run_query.js";
import { withReader } from "../../src/query/sealed_reader.js";

const main = resolve("dist/src/cli/main.js");

export interface CommandResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** The compiled command, as a user types it. */
export const closedloop = (
  args: readonly string[],
  cwd = ".",
  env: Record<string, string> = {},
): Promise<CommandResult> =>
  new Promise((done) => {
    execFile(
      process.execPath,
      [main, ...args],
      { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        done({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr });
      },
    );
  });

/** A folder of the test's own, gone when the test ends; in a `beforeAll` hand over its own `finish`. */
export function temporaryFolder(finish: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), "closedloop-e2e-"));
  finish(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The hand-made example as a project of its own. */
export function copyExample(folder: string): string {
  const project = join(folder, "example");
  cpSync("seeds/example", project, { recursive: true });
  return project;
}

/** The clock of the example. */
export const exampleClock = ["--as-of", "2026-07-01T00:00:00Z"];

/** The rows of a query as `closedloop sql --format json` prints them: numbers beyond 2^53 would not survive JSON.parse, so none is asked for. */
export async function queryProject(project: string, query: string): Promise<Record<string, unknown>[]> {
  return withReader(await readWarehousePath(project), async (reader) => {
    const printed: string[] = [];
    for await (const part of json(await runQuery(reader, query))) printed.push(part);
    return JSON.parse(printed.join(""));
  });
}
