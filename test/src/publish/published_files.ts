/** Publishes small files into a temporary folder, for tests. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { FurtherFile } from "../../../src/publish/build_files.js";
import { publish } from "../../../src/publish/publish.js";
import type { Instant } from "../../../src/table/columns.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { rowsOf } from "../../../src/table/rows.js";

/** A folder for published files; removed when the test ends. */
export function publishedFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "closedloop-publish-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The id of the nth run. */
export const runOf = (n: number) => `20260101T00000${n}.000Z-abcdef`;

/** A second file with one row, as explore.duckdb will be. */
export const explore: FurtherFile = {
  file: "explore.duckdb",
  make: async (warehouse, path) => {
    await warehouse.run(`attach '${path}' as explore (storage_version 'v1.4.0')`);
    await warehouse.run("create table explore.t as from t");
    await warehouse.run("detach explore");
  },
};

type Options = Partial<Parameters<typeof publish>[3]>;

/** Publishes table `t` with the number `n`, as run n. */
export const publishNumber = (folder: string, n: number, { keep = 3, ...options }: Options = {}, query?: string) =>
  publish(
    folder,
    {
      run_id: runOf(n),
      publication_id: `content ${n}`,
      file_count: n,
      as_of: `2026-01-0${n}T00:00:00Z` as Instant,
      started_at: `2026-01-0${n}T05:00:00Z` as Instant,
    },
    async (warehouse) => {
      await warehouse.run("create schema marts; create table t as select unnest(range(1000)) as row, 0 as n");
      await warehouse.run(query ?? `update t set n = ${n}`);
      await warehouse.run(
        `create table marts.runs as select '${runOf(n)}' as run_id, 'content ${n}' as publication_id,
          ${n}::bigint as file_count, timestamp '2026-01-0${n}' as as_of, timestamp '2026-01-0${n}' as started_at,
          true as is_current`,
      );
    },
    { keep, ...options },
  );

/** The numbers that a file has. */
export const numbersIn = async (path: string): Promise<number[]> =>
  (await withWarehouse(path, "READ_ONLY", (reader) => rowsOf<{ n: number }>(reader, "select distinct n from t"))).map(
    ({ n }) => n,
  );
