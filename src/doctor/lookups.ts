import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { packageRoot } from "../base/package_root.js";
import { loadLookup } from "../load/raw/load_lookup.js";
import { createRawTable } from "../load/raw/raw_table.js";
import { quotedName } from "../table/dialect.js";
import type { Source, Table } from "../table/model.js";
import { publishedName } from "../table/model.js";

/** Where a lookup stands as it is shipped, beside that of the project. */
export const shippedTableName = ({ name }: Table): string => name.replace(/^raw\./, "shipped.");

/** The project's own file of a lookup. */
export const projectLookupPath = (project: string, file: string): string => join(project, "reference", file);

/** Whether a lookup of the project has not even a header; so is one that a shell has just made for what is to be appended. */
export const isEmptyFile = (path: string): boolean => existsSync(path) && statSync(path).size === 0;

/** Loads every lookup twice: as shipped, and as it holds in the project. One without a header has no rows. */
export async function loadLookups(
  warehouse: DuckDBConnection,
  project: string,
  sources: readonly Source[],
): Promise<void> {
  await warehouse.run("create schema if not exists raw; create schema if not exists shipped");
  for (const source of sources) {
    if (source.origin.kind !== "reference") continue;
    const own = projectLookupPath(project, source.origin.file);
    const shipped = join(packageRoot(), "seeds", "reference", source.origin.file);
    await loadLookup(warehouse, source, shipped);
    await warehouse.run(`create table ${quotedName(shippedTableName(source))} as from ${publishedName(source)}`);
    if (isEmptyFile(own)) await createRawTable(warehouse, source);
    else if (existsSync(own) && !readFileSync(own).equals(readFileSync(shipped)))
      await loadLookup(warehouse, source, own);
  }
}
