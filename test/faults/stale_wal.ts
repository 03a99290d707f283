import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { withWarehouse } from "../../src/table/database_file.js";
import { copyProject, type FaultProject } from "./fault_project.js";
import { judgePublished, type KnownContents, rerun } from "./published.js";
import { blame, see, type Tally } from "./tally.js";

/**
 * Plants the write-ahead log of another database beside the published file, as a crash of another tool may leave it, and
 * publishes the second night over it. DuckDB would apply the log to whatever file has the name.
 */
export async function plantWalOnce(
  tally: Tally,
  { base }: FaultProject,
  known: KnownContents,
  folder: string,
): Promise<void> {
  const project = copyProject(base, join(folder, `wal-${tally.tries++}`));
  const log = await writeAheadLog(folder);
  const published = Object.keys(known).map((file) => join(project, "warehouse", file));
  for (const path of published) cpSync(log, `${path}.wal`);
  await rerun(tally, project, known);
  see(tally, `then the published file is the ${await judgePublished(tally, project, known)} one`);
  const left = published.filter((path) => existsSync(`${path}.wal`));
  if (left.length > 0) blame(tally, "wrong", `${left.join(", ")}: the log is still there`);
}

/** A log with changes that were never checkpointed, copied while its database is open. */
async function writeAheadLog(folder: string): Promise<string> {
  const path = join(folder, "other.duckdb");
  const copy = join(folder, "planted.wal");
  if (existsSync(copy)) return copy;
  await withWarehouse(path, "READ_WRITE", async (database) => {
    await database.run(
      "create schema marts; create table marts.people as select 'planted' as person_id from range(1000)",
    );
    cpSync(`${path}.wal`, copy);
  });
  if (!existsSync(copy)) throw new Error(`there is no log among ${readdirSync(folder).join(", ")}`);
  return copy;
}
