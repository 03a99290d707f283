import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import { UserError } from "../../../src/base/errors.js";

const projectFolders: string[] = [];
afterAll(() => Promise.all(projectFolders.map((path) => rm(path, { recursive: true, force: true }))));

/** A folder of its own with these files; removed after the tests. */
export async function createProject(files: Readonly<Record<string, string | Buffer>> = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "closedloop-test-"));
  projectFolders.push(dir);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(dir, name)), { recursive: true });
    await writeFile(join(dir, name), content);
  }
  return dir;
}

/** The lines of the mistake that a person is shown, which must be one of configuration. */
export async function configErrors(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => new Error("nothing was refused"),
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof UserError)) throw error;
  if (error.exitCode !== 2) throw new Error(`exit code ${error.exitCode}: ${error.message}`);
  return error.message.split("\n");
}
