/** Publishing, rollback and verify as commands. The second night publishes Parquet as well and is killed in the midst. */
import { appendFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { beforeAll, expect, inject, test } from "vitest";
import { withWarehouse } from "../../src/table/database_file.js";
import { rowsOf } from "../../src/table/rows.js";
import { flipBit } from "../src/publish/published_files.js";
import { closedloop, exampleClock, queryProject, temporaryFolder } from "../support/cli.js";
import { copyProject } from "../support/example_night.js";

const ends: (() => void)[] = [];
let project: string;
let first: string;
const below = (path: string) => join(project, "warehouse", path);
const read = (path: string) => JSON.parse(readFileSync(below(path), "utf8"));
const lastRun = () => read(`runs/${readdirSync(below("runs")).sort().at(-1)}`);
const command = (...args: string[]) => closedloop([...args, "--project", project]);
const currentRun = async () =>
  (await queryProject(project, "select run_id from marts.runs where is_current"))[0]!.run_id;
const listed = async () => JSON.parse((await command("rollback", "--list", "--format", "json")).stdout);

beforeAll(() => {
  project = copyProject(
    inject("exampleNight").project,
    temporaryFolder((remove) => ends.push(remove)),
  );
  [first] = readdirSync(below("publications")) as [string];
  return () => {
    for (const end of ends) end();
  };
});

test("a run that is killed while it publishes is completed by the next command, and counts as published", async () => {
  appendFileSync(join(project, "closedloop.yaml"), "\npublish: {parquet: true}\n");
  const killed = {
    NODE_OPTIONS: `--import ${resolve("test/support/kill_at_rename.mjs")}`,
    KILL_AT_RENAME: "/warehouse\\.duckdb$",
  };
  expect((await closedloop(["build", "--project", project, ...exampleClock], ".", killed)).code).not.toBe(0);
  expect([await currentRun(), read("publishing.json").publication]).toEqual([first, lastRun().run_id]);
  const { code, stderr, stdout } = await command("verify");
  expect([code, stdout]).toEqual([0, expect.not.stringContaining("damaged")]);
  expect(stderr).toBe(
    `a run that was killed had begun to publish ${lastRun().run_id}: its tables are in place now; afterwards: closedloop report\n`,
  );
  expect(await currentRun()).toBe(lastRun().run_id);
  expect(lastRun()).toMatchObject({
    status: "published",
    exit_code: null,
    publication_id: expect.stringMatching(/^\w{32}$/),
  });
  expect(existsSync(below("publishing.json"))).toBe(false);
});

test("the Parquet of a publication has every mart, without personal columns", async () => {
  const { publication } = read("parquet/latest.json");
  const marts = below(`parquet/${publication}/marts`);
  const tables = await queryProject(
    project,
    "select table_name as name from information_schema.tables where table_schema = 'marts' order by 1",
  );
  expect(readdirSync(marts).sort()).toEqual(tables.map(({ name }) => name));
  const published = await queryProject(
    project,
    "select column_name from duckdb_columns() where schema_name = 'marts' and table_name = 'people' and comment not like '%(personal)%' order by column_index",
  );
  const file = join(marts, "people", "part-0.parquet");
  const people = await withWarehouse(":memory:", "READ_WRITE", (memory) => rowsOf(memory, `from '${file}'`));
  expect(Object.keys(people[0]!)).toEqual(published.map(({ column_name }) => column_name));
  expect(await queryProject(project, "select count(*)::integer as n from marts.people")).toEqual([
    { n: people.length },
  ]);
  expect(statSync(join(marts, "people")).mode & 0o777).toBe(0o700);
});

test("a rollback puts the tables before in place, writes their report, and is a run of its own", async () => {
  const second = await currentRun();
  expect(
    (await listed()).map(({ publication, is_current }: Record<string, unknown>) => [publication, is_current]),
  ).toEqual([
    [second, true],
    [first, false],
  ]);
  writeFileSync(join(project, "reports", "funnel.html"), "the report of the second run");
  const { code, stderr } = await command("rollback");
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining(`is the publication ${first} again, as of 2026-07-01T00:00:00Z`),
  ]);
  expect(await currentRun()).toBe(first);
  expect(readFileSync(join(project, "reports", "funnel.html"), "utf8")).toContain("<html");
  expect(existsSync(below("parquet/latest.json"))).toBe(false);
  const { publication_id } = read(`publications/${first}/publication.json`);
  expect(lastRun()).toMatchObject({
    command: "rollback",
    status: "published",
    exit_code: 0,
    publication_id,
    as_of: "2026-07-01T00:00:00Z",
  });
  expect(await command("rollback", "--to", `${second}`)).toMatchObject({ code: 0 });
  expect([await currentRun(), read("parquet/latest.json").publication]).toEqual([second, second]);
});

test("verify finds a flipped bit in the published file, and a rollback works", async () => {
  flipBit(below("warehouse.duckdb"), 8 * statSync(below("warehouse.duckdb")).size - 5);
  const { code, stdout, stderr } = await command("verify");
  expect(code).toBe(4);
  expect(stdout).toMatch(
    /^damaged: .*warehouse\.duckdb: its content has changed since it was published; `closedloop rollback`/,
  );
  expect(stderr).toContain("2 of 6 are damaged");
  expect(await command("rollback")).toMatchObject({ code: 0 });
  expect(await currentRun()).toBe(first);
});
