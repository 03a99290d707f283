/** No value of a person leaves the full file: it is in no log, no result of a run, no explore file, no chart and no report. */
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { json } from "../../src/query/formats/json.js";
import { runQuery } from "../../src/query/run_query.js";
import { bindParams, listSavedQueries } from "../../src/query/saved_queries.js";
import { withReader } from "../../src/query/sealed_reader.js";
import { listChartSpecs } from "../../src/report/chart_specs.js";
import { drawChart } from "../../src/report/draw_chart.js";
import { runSavedQuery } from "../../src/report/run_saved_query.js";
import { quotedIdentifier } from "../../src/table/dialect.js";
import { rowsOf } from "../../src/table/rows.js";
import { canary, createCanaryProject, values } from "../support/canaries.js";
import { type CommandResult, closedloop, temporaryFolder } from "../support/cli.js";

const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});
const project = join(
  temporaryFolder((end) => ends.push(end)),
  "project",
);
const warehouse = join(project, "warehouse");
const runAt = (asOf: string) => closedloop(["run", "--project", project, "--as-of", asOf, "--timings"]);
const ask = (...args: string[]) => closedloop([...args, "--project", project]);

const inFile = <T>(name: string, work: (reader: DuckDBConnection) => Promise<T>) =>
  withReader(join(warehouse, name), work);

/** All texts of all columns of a database file, joined. */
const textsOf = (name: string) =>
  inFile(name, async (reader) => {
    const tables = await rowsOf<{ place: string; columns: string[] }>(
      reader,
      `select schema_name || '.' || table_name as place, list(column_name) as columns from duckdb_columns()
      where data_type = 'VARCHAR' and not internal group by place`,
    );
    const each = tables.map(({ place, columns }) => {
      const texts = columns.map((column) => `string_agg(distinct ${quotedIdentifier(column)}, chr(10))`);
      return `select concat_ws(chr(10), ${texts.join(", ")}) as texts from ${place}`;
    });
    return (await rowsOf<{ texts: string }>(reader, each.join(" union all "))).map(({ texts }) => texts).join("\n");
  });

let told: CommandResult[];

/** Files of which the second run finds one that all may read. */
const widened = ["warehouse/run_results.json", "warehouse/explore.duckdb", "reports/funnel.html"];

beforeAll(async () => {
  await createCanaryProject(project);
  const failed = await runAt("2026-07-01T00:00:00Z");
  mkdirSync(join(project, "reports"), { mode: 0o700 });
  for (const name of [...widened, "warehouse/run_results.json.new"]) writeFileSync(join(project, name), "");
  for (const name of widened) chmodSync(join(project, name), 0o666);
  const umask = process.umask(0o022);
  told = [failed, await runAt("2026-07-02T00:00:00Z").finally(() => process.umask(umask))];
});

const expectNoCanary = (where: string, text: string) =>
  // The place, and a little of the text around what was found.
  expect([where, new RegExp(`.{0,60}${canary.source}.{0,60}`, "i").exec(text)?.[0]]).toEqual([where, undefined]);

test("the runs failed and published as they should, and the full file has every value", async () => {
  expect(told.map(({ code }) => code)).toEqual([3, 0]);
  const texts = await textsOf("warehouse.duckdb");
  const { refused, ...kept } = values;
  for (const value of Object.values(kept).flat()) expect([value, texts.includes(value)]).toEqual([value, true]);
  expect(refused.some((value) => texts.includes(value))).toBe(false);
});

test("the logs of a run that fails and of one that publishes name no one", () => {
  for (const [nth, { stdout, stderr }] of told.entries()) expectNoCanary(`run ${nth}`, stdout + stderr);
  expect(told[0]!.stderr).toContain("quarantine: crm: <address>.csv: line 2: the last record is not whole");
});

test("run_results.json and the records of runs name no one", () => {
  const names = ["run_results.json", ...readdirSync(join(warehouse, "runs")).map((name) => join("runs", name))];
  expect(names).toHaveLength(3);
  for (const name of names) expectNoCanary(name, readFileSync(join(warehouse, name), "utf8"));
});

test("explore.duckdb has no such value, in no text and in no byte", async () => {
  expectNoCanary("texts", await textsOf("explore.duckdb"));
  expectNoCanary("bytes", readFileSync(join(warehouse, "explore.duckdb")).toString("latin1"));
  const people = await inFile("explore.duckdb", (reader) =>
    rowsOf(reader, "select count(*) as people, count(distinct person_id) as ids from marts.people"),
  );
  expect(people).toEqual([{ people: 5n, ids: 5n }]);
});

test("the reports and the charts have no such value", async () => {
  expectNoCanary("funnel.html", readFileSync(join(project, "reports", "funnel.html"), "utf8"));
  await inFile("explore.duckdb", async (reader) => {
    for (const spec of listChartSpecs()) {
      const { rows } = await runSavedQuery<object>(reader, spec.usermeta);
      if (rows.length > 0) expectNoCanary(spec.name, (await drawChart(spec, rows, "sheet")).svg);
    }
  });
});

test("every saved query answers from explore.duckdb, and names no one", () =>
  inFile("explore.duckdb", async (reader) => {
    const queries = listSavedQueries("queries");
    expect(queries.length).toBeGreaterThan(10);
    for (const query of queries) {
      const printed: string[] = [];
      const answered = await runQuery(reader, query.sql, bindParams(query, query.exampleParams));
      for await (const part of json(answered)) printed.push(part);
      expectNoCanary(query.name, printed.join(""));
    }
  }));

test("what the other commands print names no one, whether they succeed or fail", async () => {
  const list = join(project, "list.csv");
  writeFileSync(list, `email,date\n${values.crm[0]},2026-05-04\nnobody@x.example,2026-05-04\n`);
  const commands = [
    ["check"],
    ["sql", "from marts.people"],
    ["query", "data-quality"],
    ["explain", "person", "crm:00Q000000000001AAA"],
    ["reconcile", list],
    ["sql", "select email from marts.people"],
    ["sql", "select full_name::int from intermediate.people_resolved"],
  ];
  const answers = await Promise.all(commands.map((command) => ask(...command)));
  for (const [at, { stdout, stderr }] of answers.entries()) expectNoCanary(commands[at]!.join(" "), stdout + stderr);
  expect(answers.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 2, 2]);
  expect(answers[5]!.stderr).toContain("people.email is personal: only the full file has it. Add --full");
  // Whoever may see personal data asks for it.
  expect((await ask("sql", "select email from marts.people", "--full")).stdout).toContain(values.crm[0]);
});

test("doctor prints the words that need a lookup, and nothing else that a person typed", async () => {
  const { stdout, stderr } = await ask("doctor");
  const free = /canary (crm|hub|map|par|own) (title|reason|loss reason|lost reason)[^\n"]*/gi;
  expectNoCanary("doctor", (stdout + stderr).replace(free, ""));
  expect(stdout).toMatch(free);
});

test("only the owner may read what closedloop wrote, also where a file was that all may read", () => {
  const written = ["warehouse", "reports"].flatMap((folder) => [
    folder,
    ...readdirSync(join(project, folder), { recursive: true, encoding: "utf8" }).map((name) => join(folder, name)),
  ]);
  expect(written).toEqual(expect.arrayContaining([...widened, "warehouse/warehouse.duckdb"]));
  const isOpen = (name: string) => (statSync(join(project, name)).mode & 0o077) !== 0;
  expect(written.filter(isOpen)).toEqual([]);
});
