import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../errors.js";
import { csvText } from "../load/csv.js";
import { Fault } from "../load/fault.js";
import { positionsOf } from "../load/header.js";
import { rowsOf } from "../rows.js";
import { withWarehouse } from "../warehouse.js";

/** The activity types that a patterns.csv emits; none without the file. The rest of it is checked with the other rule tables. */
export async function emittedTypes(projectDir: string, name: string): Promise<string[]> {
  const path = join(projectDir, name);
  if (!existsSync(path)) return [];
  const scratch = await mkdtemp(join(tmpdir(), "closedloop-"));
  try {
    return await columnOf(path, "emits", scratch);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const place = error.line === undefined ? name : `${name}:${error.line}`;
    throw new UserError(`${place}: expected a UTF-8 CSV file of rules; found ${error.found}; mend the file`, 2);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function columnOf(path: string, column: string, scratch: string): Promise<string[]> {
  const { headers, query } = await csvText(path, ",", scratch);
  const [at] = positionsOf(column, headers);
  if (at === undefined) throw new Fault(`no column ${column} but ${headers.join(", ")}`, 1);
  const values = `select distinct trim(c${at}) as value from (${query}) where trim(c${at}) <> '' order by 1`;
  const rows = await withWarehouse(":memory:", "READ_WRITE", (memory) => rowsOf<{ value: string }>(memory, values));
  return rows.map(({ value }) => value);
}
