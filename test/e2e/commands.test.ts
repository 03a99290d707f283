import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "apache-arrow";
import { expect, inject, test } from "vitest";
import { createProgram } from "../../src/cli/program.js";
import { closedloop, queryProject, temporaryFolder } from "../support/cli.js";

const { project } = inject("exampleNight");

test("every command stands in the README and has a help of its own", async () => {
  const readme = readFileSync("README.md", "utf8");
  for (const command of createProgram("0").commands) {
    expect(readme).toContain(`| \`closedloop ${command.name()}`);
    const { code, stdout } = await closedloop([command.name(), "--help"]);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(command.description().slice(0, 40)),
    });
  }
});

test("every published mart stands in docs/tables.md", async () => {
  const page = readFileSync("docs/tables.md", "utf8");
  const marts = await queryProject(
    project,
    "select table_name from information_schema.tables where table_schema = 'marts'",
  );
  for (const { table_name } of marts) expect(page).toContain(`\n## marts.${table_name}\n`);
});

test("init makes a project that only waits for its exports", async () => {
  const folder = temporaryFolder();
  expect(await closedloop(["init", "acme"], folder)).toMatchObject({ code: 0 });
  const { code, stderr } = await closedloop(["run"], join(folder, "acme"));
  expect({ code, stderr }).toMatchObject({ code: 3, stderr: expect.stringContaining("exports/salesforce") });
  expect(await closedloop(["init", "acme"], folder)).toMatchObject({ code: 2 });
});

test("a folder without a project, an unknown key and a wrong clock are told as such, without a stack", async () => {
  const folder = temporaryFolder();
  const nowhere = await closedloop(["run"], folder);
  expect(nowhere).toMatchObject({ code: 2, stderr: expect.stringContaining("closedloop init") });
  writeFileSync(
    join(folder, "closedloop.yaml"),
    "time_zon: UTC\nsources: [{name: crm, system: salesforce, path: x}]\n",
  );
  const misspelt = await closedloop(["run"], folder);
  expect(misspelt).toMatchObject({ code: 2, stderr: expect.stringMatching(/closedloop\.yaml:1:1.*time_zone/) });
  const clock = await closedloop(["build", "--project", project, "--as-of", "yesterday"]);
  expect(clock).toMatchObject({ code: 2, stderr: expect.stringContaining("2026-07-01T00:00:00Z") });
  for (const { stderr } of [nowhere, misspelt, clock]) expect(stderr).not.toMatch(/ at .*\.js:\d+/);
});

test("sql answers in every format, read-only and without files", async () => {
  const query =
    "select cycle_no, mql_at, amount from marts.mql_cycles where amount is not null and cycle_no > 0 order by all limit 2";
  const ask = (...options: string[]) => closedloop(["sql", query, "--project", project, ...options]);
  const [json, csv, table] = await Promise.all([ask("--format", "json"), ask("--format", "csv"), ask()]);
  const rows = JSON.parse(json.stdout);
  expect(rows).toHaveLength(2);
  expect(rows[1].mql_at).toMatch(/^2\d{3}-\d\d-\d\dT[\d:]+Z$/);
  expect(csv.stdout.split("\r\n")[0]).toBe("cycle_no,mql_at,amount");
  expect(table.stdout).toMatch(/\(2 rows\)\n$/);
  const out = join(temporaryFolder(), "answer.arrow");
  expect(await ask("--format", "arrow", "--out", out)).toMatchObject({ code: 0 });
  expect(tableFromIPC(readFileSync(out)).numRows).toBe(2);
  for (const forbidden of [
    "create table t as select 1",
    "from read_csv('/etc/passwd')",
    "copy marts.people to 'x.csv'",
  ]) {
    expect(await closedloop(["sql", forbidden, "--project", project])).toMatchObject({ code: 2 });
  }
});

test("a saved question is asked with parameters, and a wrong one says which there are", async () => {
  const list = await closedloop(["query", "--project", project]);
  expect(list.stdout.match(/^[a-z-]+ /gm)!.length).toBeGreaterThanOrEqual(15);
  const param = ["--param", "dimension=source", "--format", "json", "--project", project];
  const { stdout } = await closedloop(["query", "funnel-by-dimension", ...param]);
  expect(JSON.parse(stdout).map(({ value }: { value: string }) => value)).toContain("Web");
  const wrong = await closedloop(["query", "funnel-by-dimension", "--param", "dimention=source", "--project", project]);
  expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining("dimension") });
});

test("a new build can be run as a command, as npx does", () => {
  expect(statSync("dist/src/cli/main.js").mode & 0o111).toBe(0o111);
});
