/** The lock that keeps two runs from working on one project at the same time. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { link, mkdir, readFile, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../base/errors.js";
import { parsedJson } from "../base/parsed_json.js";
import { writePrivateJson } from "../base/private_file.js";
import type { Config } from "../config/config_schema.js";
import { publishFolder } from "../config/project_paths.js";
import { withWarehouse } from "../table/database_file.js";

/** Who holds the lock. It is only for the message: what keeps others out is the lock of the operating system. */
const holderSchema = parsedJson(
  z.object({ pid: z.int(), host: z.string(), command: z.string(), started_at: z.string() }),
);

/**
 * Does the work while no other run works on the project; a second run gets a `UserError` with exit code 75 at once. An empty
 * DuckDB file that is open for writing is the lock: Node has no file locks of its own, and the operating system takes this one
 * from a process that dies, however it dies. Never open the file in another way: closing it would give the lock away.
 */
export async function withProjectLock<T>(
  project: string,
  config: Pick<Config, "publish">,
  command: string,
  work: () => Promise<T>,
): Promise<T> {
  const folder = publishFolder(project, config);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, "run.lock");
  const holder = join(folder, "run_lock.json");
  if (!existsSync(path)) await createEmptyDatabase(path);
  let isHeld = false;
  try {
    return await withWarehouse(path, "READ_WRITE", async () => {
      isHeld = true;
      const started_at = new Date().toISOString();
      await writePrivateJson(holder, { pid: process.pid, host: hostname(), command, started_at });
      return work();
    });
  } catch (error) {
    if (isHeld) throw error;
    if (/Conflicting lock|used by another process/i.test((error as Error).message))
      throw new UserError(await describeHolder(holder, project), 75);
    throw new UserError(`${path} cannot be locked; if no run works on the project, remove the file and run again`, 4);
  }
}

/** Puts an empty database file into place, complete from its first moment; one that another run puts there first stays. */
async function createEmptyDatabase(path: string): Promise<void> {
  const made = `${path}.${randomUUID().slice(0, 8)}.new`;
  try {
    await withWarehouse(made, "READ_WRITE", async () => {});
    await link(made, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    await rm(made, { force: true });
  }
}

async function describeHolder(path: string, project: string): Promise<string> {
  const holder = holderSchema.safeParse(await readFile(path, "utf8").catch(() => null));
  const who = holder.success
    ? `\`closedloop ${holder.data.command}\`, process ${holder.data.pid} on ${holder.data.host} since ${holder.data.started_at}`
    : "another run";
  return `${project}: ${who} works on this project; nothing was done. Try again when it has ended`;
}
