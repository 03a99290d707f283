import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { beforeAll, expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.js";
import { json } from "../../../src/query/formats/json.js";
import { runQuery } from "../../../src/query/run_query.js";
import { withReader } from "../../../src/query/sealed_reader.js";
import { withWarehouse } from "../../../src/table/database_file.js";
import { hostileStatements } from "../../support/hostile_statements.js";
import { setUpQueryWarehouse } from "./query_warehouse.js";

const warehouse = setUpQueryWarehouse();
const canary = "canary-7f3a9";
let asked = 0;
let url: string;
beforeAll(async () => {
  const inFolder = (name: string) => join(warehouse.folder(), name);
  writeFileSync(inFolder("canary.csv"), `name\n${canary}\n`);
  writeFileSync(inFolder("canary.txt"), `${canary}\n`);
  writeFileSync(inFolder("canary.json"), `[{"name": "${canary}"}]`);
  await withWarehouse(inFolder("canary.duckdb"), "READ_WRITE", async (other) => {
    await other.run(`create table canary as select '${canary}' as name`);
    await other.run(`copy canary to '${inFolder("canary.parquet")}'`);
  });
  const server = createServer((_, response) => {
    asked++;
    response.end(`name\n${canary}\n`);
  }).listen(0, "127.0.0.1");
  await new Promise((ready) => server.once("listening", ready));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => server.close();
});

/** Every file of the folders that a statement could write to, with its size and the time of its last change. */
const listing = () =>
  [warehouse.folder(), process.cwd()].flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .map((name) => [name, statSync(join(folder, name)).size, statSync(join(folder, name)).mtimeMs]),
  );

const filled = (statement: string) => statement.replaceAll("{folder}", warehouse.folder()).replaceAll("{url}", url);

/** What a statement gives: its rows as JSON, or its error. */
async function outcome(reader: DuckDBConnection, statement: string): Promise<string | UserError> {
  try {
    const parts: string[] = [];
    for await (const part of json(await runQuery(reader, filled(statement)))) parts.push(part);
    return parts.join("");
  } catch (error) {
    if (error instanceof UserError) return error;
    throw new Error(`${statement}: ${(error as Error).message}`);
  }
}

/** What a session could carry from one statement to the next. */
const session = `select
  (select string_agg(name || '=' || value, ',' order by name) from duckdb_settings()) as settings,
  (select count(*) from duckdb_tables()) as tables, (select count(*) from duckdb_views() where not internal) as views,
  (select count(*) from duckdb_functions() where not internal) as macros, (select count(*) from duckdb_types() where not internal) as types,
  (select count(*) from duckdb_sequences()) as sequences, (select count(*) from duckdb_databases()) as databases,
  (select count(*) from duckdb_variables()) as variables`;

test("of more than 160 hostile statements each is refused or harmless, on one connection", async () => {
  expect(new Set(hostileStatements).size).toBeGreaterThan(160);
  const [before, bytes] = [listing(), readFileSync(warehouse.path())];
  await withReader(warehouse.path(), async (reader) => {
    const fresh = await outcome(reader, session);
    const told = new Map<string, string>();
    for (const statement of hostileStatements) {
      const found = await outcome(reader, statement);
      if (found instanceof UserError) expect([2, 4], statement).toContain(found.exitCode);
      told.set(statement, found instanceof UserError ? `${found.exitCode} ${found.message}` : found);
    }
    for (const [statement, text] of told)
      expect(text.replaceAll(filled(statement), ""), statement).not.toMatch(new RegExp(`${canary}|root:`));
    expect(await outcome(reader, session)).toBe(fresh);
  });
  expect(listing()).toEqual(before);
  expect(readFileSync(warehouse.path()).equals(bytes)).toBe(true);
  expect(asked).toBe(0);
});
