import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";
import { readWarehousePath } from "../../src/config/project_paths.js";
import { json } from "../../src/query/formats/json.js";
import { runQuery } from "../../src/query/run_query.js";
import { withReader } from "../../src/query/sealed_reader.js";
import { readMessages } from "./log_messages.js";

const main = resolve("dist/src/cli/main.js");

export interface CommandResult {
  code: number;
  stdout: string;
  /** The messages, also those of a log of JSON lines, as a person reads them on a terminal. */
  stderr: string;
  /** What the command wrote: JSON lines of a nightly command, text of any other. */
  log: string;
}

/** Runs the compiled command with arguments, as a user would. */
export const closedloop = (
  args: readonly string[],
  cwd = ".",
  env: Record<string, string> = {},
): Promise<CommandResult> =>
  new Promise((done, failed) => {
    execFile(
      process.execPath,
      [main, ...args],
      { cwd, env: { ...process.env, ...env }, maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const code = typeof error?.code === "number" ? error.code : error ? 1 : 0;
        try {
          done({ code, stdout, stderr: readMessages(stderr, args), log: stderr });
        } catch (cause) {
          failed(new Error(`a line of the log is no JSON:\n${stderr}`, { cause }));
        }
      },
    );
  });

/** A temporary folder, removed when the test ends. In `beforeAll`, pass a `finish` that collects the removal. */
export function temporaryFolder(finish: (remove: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), "closedloop-e2e-"));
  finish(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the shipped example as a project. */
export function copyExample(folder: string): string {
  const project = join(folder, "example");
  cpSync("seeds/example", project, { recursive: true });
  return project;
}

/** The `--as-of` of the shipped example. */
export const exampleClock = ["--as-of", "2026-07-01T00:00:00Z"];

/** The rows of a query, as `closedloop sql --format json` prints them. Do not select numbers beyond 2^53: JSON.parse would change them. */
export async function queryProject(project: string, query: string): Promise<Record<string, unknown>[]> {
  return withReader(await readWarehousePath(project), async (reader) => {
    const printed: string[] = [];
    for await (const part of json(await runQuery(reader, query))) printed.push(part);
    return JSON.parse(printed.join(""));
  });
}
