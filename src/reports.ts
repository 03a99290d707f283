import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import { type Project, warehousePath } from "./project.js";
import { intoFile } from "./query/out_file.js";
import { withReader } from "./query/sandbox.js";

/** One page that people read: its file name, and how it is made of the published tables. */
export interface Report {
  readonly file: `${string}.html`;
  readonly render: (reader: DuckDBConnection) => Promise<string>;
}

const folder = fileURLToPath(new URL("../reports", import.meta.url));

/** Writes every report of `reports/` into the project's reports folder; returns the paths. */
export async function writeReports(project: Project): Promise<string[]> {
  return [];
}
