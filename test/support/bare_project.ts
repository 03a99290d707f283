import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withWarehouse } from "../../src/table/database_file.js";

/** A project whose published files both have the tables of this SQL, for tests of commands that ask. Nothing was loaded or built. */
export async function createBareProject(folder: string, tables: string): Promise<string> {
  mkdirSync(join(folder, "warehouse"), { recursive: true });
  writeFileSync(join(folder, "closedloop.yaml"), "sources: [{name: crm, system: salesforce, path: exports}]\n");
  const [full, explore] = ["warehouse.duckdb", "explore.duckdb"].map((file) => join(folder, "warehouse", file));
  await withWarehouse(full!, "READ_WRITE", async (warehouse) => {
    await warehouse.run(tables);
  });
  cpSync(full!, explore!);
  return folder;
}
