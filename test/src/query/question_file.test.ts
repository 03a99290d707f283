import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { UserError } from "../../../src/base/errors.js";
import { addFullFileHint } from "../../../src/query/full_file_hint.js";
import { readQuestionFile } from "../../../src/query/question_file.js";
import { runQuery } from "../../../src/query/run_query.js";
import { withReader } from "../../../src/query/sealed_reader.js";
import { withWarehouse } from "../../../src/table/database_file.js";

let folder: string;
const warehouse = (name: string) => join(folder, "warehouse", name);
const configure = (yaml: string) =>
  writeFileSync(
    join(folder, "closedloop.yaml"),
    `time_zone: UTC\ncurrency: USD\nsources: [{name: crm, system: salesforce, path: exports}]\n${yaml}`,
  );

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "question-file-"));
  mkdirSync(warehouse("."));
  await withWarehouse(warehouse("warehouse.duckdb"), "READ_WRITE", async (full) => {
    await full.run(`create schema marts; create schema raw; create table raw.leads (id varchar);
      create table marts.people (person_id varchar, email varchar);
      create table marts.opportunities (opportunity_id varchar, email varchar);
      comment on column marts.people.email is 'Email (personal)';
      comment on column marts.opportunities.email is 'Email (personal)'`);
  });
  await withWarehouse(warehouse("explore.duckdb"), "READ_WRITE", async (explore) => {
    await explore.run(`create schema marts; create table marts.people (person_id varchar);
      create table marts.opportunities (opportunity_id varchar)`);
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

test("a question reads explore.duckdb, unless --full or the configuration says that it may see everything", async () => {
  configure("");
  const [explore, full] = [warehouse("explore.duckdb"), warehouse("warehouse.duckdb")];
  expect(await readQuestionFile(folder, {})).toEqual({ path: explore, fullPath: full });
  expect(await readQuestionFile(folder, { full: true })).toEqual({ path: full });
  configure("explore: full\n");
  expect(await readQuestionFile(folder, {})).toEqual({ path: full });
});

test("tables of an earlier version, which has no explore.duckdb, are told as such; never is the full file read instead", async () => {
  configure("publish: {directory: earlier}\n");
  mkdirSync(join(folder, "earlier"));
  // Nothing is published yet: the reader says what to run.
  expect(await readQuestionFile(folder, {})).toMatchObject({ path: join(folder, "earlier", "explore.duckdb") });
  writeFileSync(join(folder, "earlier", "warehouse.duckdb"), "");
  await expect(readQuestionFile(folder, {})).rejects.toThrow(
    /explore\.duckdb: there is no such file\. .* Run `closedloop build`, or add --full/,
  );
});

/** What a question on explore.duckdb that fails is told. */
const told = async (query: string): Promise<string> => {
  const failed = withReader(warehouse("explore.duckdb"), (reader) => runQuery(reader, query));
  const error = await failed.then(
    () => expect.unreachable(),
    (error) => addFullFileHint(error, query, warehouse("warehouse.duckdb")),
  );
  expect(error).toBeInstanceOf(UserError);
  return (error as UserError).message;
};

test.each([
  ["select email from marts.people", "people.email is personal: only the full file has it. Add --full"],
  ["select p.EMAIL from marts.people as p", "people.EMAIL is personal: only the full file has it."],
  [
    "select people.email from marts.people, marts.opportunities",
    "opportunities.email, people.email are personal: only the full file has them.",
  ],
  ["from raw.leads", "Only the full file has raw.leads: explore.duckdb has no personal data. Add --full"],
])("%s: what only the full file has is told", async (query, expected) => {
  expect(await told(query)).toContain(expected);
});

test("what no file has stays DuckDB's own message, which knows the names that exist", async () => {
  expect(await told("select nope from marts.people")).toContain('Referenced column "nope" not found');
  expect(await told("from marts.nope")).toContain("Table with name nope does not exist");
});
