import { existsSync, readFileSync, statSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { projectLookupPath } from "../config/project_paths.js";
import { loadLookup } from "../load/raw/load_lookup.js";
import { createRawTable } from "../load/raw/raw_table.js";
import { shippedLookupPath } from "../project/project.js";
import { quotedName } from "../table/dialect.js";
import type { Source, Table } from "../table/model.js";
import { publishedName } from "../table/model.js";

/** The table with the shipped rows of a lookup, e.g. `shipped.channels` for `raw.channels`. */
export const shippedTableName = ({ name }: Table): string => name.replace(/^raw\./, "shipped.");

/** True for a file without a header, e.g. one that the shell has just created for `>>`. */
const isEmptyFile = (path: string): boolean => existsSync(path) && statSync(path).size === 0;

/** Loads every lookup twice: as shipped, and as the project has it. A project's file without a header has no rows. */
export async function loadLookups(
  warehouse: DuckDBConnection,
  project: string,
  sources: readonly Source[],
): Promise<void> {
  await warehouse.run("create schema if not exists raw; create schema if not exists shipped");
  for (const source of sources) {
    if (source.origin.kind !== "reference") continue;
    const own = projectLookupPath(project, source.origin.file);
    const shipped = shippedLookupPath(source.origin.file);
    await loadLookup(warehouse, source, shipped);
    await warehouse.run(`create table ${quotedName(shippedTableName(source))} as from ${publishedName(source)}`);
    if (isEmptyFile(own)) await createRawTable(warehouse, source);
    else if (existsSync(own) && !readFileSync(own).equals(readFileSync(shipped)))
      await loadLookup(warehouse, source, own);
  }
}
