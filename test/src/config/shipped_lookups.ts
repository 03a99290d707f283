import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageRoot } from "../../../src/base/package_root.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { rowsOf } from "../../../src/table/rows.js";
import { readCsvText } from "../../../src/text/csv.js";

export type Row = Record<string, string | null>;

export const lookupFolder = join(packageRoot(), "seeds", "reference");

/** Shipped lookups by name, read as the loader reads them: all values as text, blank ones null. */
export async function readShippedLookups(names: readonly string[]) {
  const tables = new Map<string, { headers: readonly string[]; rows: Row[] }>();
  const scratch = await mkdtemp(join(tmpdir(), "closedloop-"));
  for (const name of names) {
    const { headers, query } = await readCsvText(join(lookupFolder, `${name}.csv`), ",", scratch);
    const found = await withWarehouse(":memory:", "READ_WRITE", (memory) => rowsOf<Row>(memory, query));
    const named = (row: Row) => Object.fromEntries(headers.map((header, at) => [header, row[`c${at}`] ?? null]));
    tables.set(name, { headers, rows: found.map(named) });
  }
  await rm(scratch, { recursive: true, force: true });
  return tables;
}
