import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll } from "vitest";
import { type ResultFormat, writeResult } from "../../../src/query/formats/write_result.js";
import { type ParamBindings, runQuery } from "../../../src/query/run_query.js";
import { withReader } from "../../../src/query/sealed_reader.js";
import { withWarehouse } from "../../../src/table/database_file.js";

/** One row with a value of each kind that is easily spoilt, and one of nulls. */
const warehouseSql = `
  create schema marts;
  create table marts.kinds (
    n integer, big bigint, price decimal(18, 2), ratio double, is_won boolean, day date, made_at timestamp,
    stage enum ('mql', 'sql'), name varchar, tags varchar[], score struct(fit integer, grade varchar));
  insert into marts.kinds values
    (1, 9007199254740993, 9007199254740993.05, 0.1, true, '2026-01-05', '2026-01-05 10:00:00.999999',
     'sql', 'Ada "A" Łoś, 日本\r\n🚀', ['a', null], {fit: 7, grade: 'B'}),
    (2, null, null, null, null, null, null, null, null, null, null);
  create table marts.many as select n, 'row ' || n as label from range(10000) as rows(n);`;

/** A folder with a published `warehouse.duckdb`, for all tests of a file. */
export function setUpQueryWarehouse(): { readonly folder: () => string; readonly path: () => string } {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "query-"));
    await withWarehouse(join(folder, "warehouse.duckdb"), "READ_WRITE", async (warehouse) => {
      await warehouse.run(warehouseSql);
    });
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  return { folder: () => folder, path: () => join(folder, "warehouse.duckdb") };
}

/** What `closedloop sql --format` would write to a pipe. */
export async function writeToBuffer(
  path: string,
  format: ResultFormat,
  query: string,
  binds?: ParamBindings,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  const stdout = new Writable({
    write(part, _encoding, done) {
      parts.push(Buffer.from(part));
      done();
    },
  });
  await withReader(path, async (reader) => writeResult(await runQuery(reader, query, binds), format, { stdout }));
  return Buffer.concat(parts);
}

/** What `closedloop sql --format --out` would leave in a file. */
export const writeToFile = (path: string, format: ResultFormat, query: string, out: string): Promise<void> =>
  withReader(path, async (reader) => writeResult(await runQuery(reader, query), format, { out }));

/** All rows of a query as an analyst would run it. */
export const askRows = (reader: DuckDBConnection, query: string, binds?: ParamBindings): Promise<unknown[][]> =>
  runQuery(reader, query, binds).then(async ({ chunks }) => {
    const rows: unknown[][] = [];
    for await (const chunk of chunks) rows.push(...chunk.getRows());
    return rows;
  });
