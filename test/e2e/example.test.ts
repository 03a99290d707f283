import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { closedloop, queryProject } from "../support/cli.js";

type Row = Record<string, unknown>;

/** The cells of a line in `expected/`. Only bands are quoted, because they have a comma; no value has a quote or a line break. */
const cellsOf = (line: string) => line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => cell.replaceAll('"', ""));

function expectedRows(name: string): Record<string, string>[] {
  const [header, ...lines] = readFileSync(join("seeds/example/expected", name), "utf8").trimEnd().split("\n");
  const names = cellsOf(header!);
  return lines.map((line) => Object.fromEntries(cellsOf(line).map((value, at) => [names[at]!, value])));
}

/** The actual row, with only the columns of the expected row. */
const cellsLike = (row: Row, found: Row | undefined) =>
  Object.fromEntries(Object.keys(row).map((name) => [name, asText(found?.[name] ?? null)]));

const asText = (value: unknown) => (value === null ? "" : String(value));

const { project, told } = inject("exampleNight");
let cycles: Row[];
let people: Row[];
let history: Row[];
beforeAll(async () => {
  cycles = await queryProject(project, "from marts.mql_cycles");
  people = await queryProject(project, "from marts.people");
  history = await queryProject(project, "from marts.score_history order by person_id, scored_at");
});
test("the job over the example ends well and says where the warehouse and the report are", () => {
  expect(told).toMatchObject({ code: 0, stdout: "" });
  expect(told.stderr).toMatch(/published: .*warehouse\.duckdb as of 2026-07-01T00:00:00Z/);
  expect(told.stderr).toMatch(/report: .*funnel\.html/);
});

describe("every story of the example holds, cell by cell", () => {
  const keyOf = ({ person_id, cycle_no }: Row) => `${person_id}#${cycle_no}`;
  const stories = expectedRows("cycles.csv");

  test("there is no cycle more", () => {
    expect(cycles.map(keyOf).sort()).toEqual(stories.map(keyOf).sort());
  });

  for (const { email, ...story } of stories) {
    test(`${email || story.person_id}, cycle ${story.cycle_no}`, () => {
      expect(
        cellsLike(
          story,
          cycles.find((cycle) => keyOf(cycle) === keyOf(story)),
        ),
      ).toEqual(story);
    });
  }
});

describe("everybody's scores hold, cell by cell", () => {
  const scores = expectedRows("scores.csv");
  const instants = expectedRows("score_history.csv");

  test("nobody is missing and nobody is scored besides", () => {
    expect(people.map(({ person_id }) => person_id).sort()).toEqual(scores.map(({ person_id }) => person_id).sort());
    const scored = new Set(instants.map(({ person_id }) => person_id));
    expect([...new Set(history.map(({ person_id }) => person_id))].sort()).toEqual([...scored].sort());
  });

  for (const { email, ...score } of scores) {
    const { person_id } = score;
    test(`${email || person_id}: as of the run and at every evaluation instant`, () => {
      expect(
        cellsLike(
          score,
          people.find((person) => person.person_id === person_id),
        ),
      ).toEqual(score);
      const told = instants.filter((instant) => instant.person_id === person_id).map(({ email: _, ...rest }) => rest);
      const found = history.filter((instant) => instant.person_id === person_id);
      expect(found.map((instant, at) => cellsLike(told[at] ?? {}, instant))).toEqual(told);
    });
  }
});

test("records are joined into people, and excluded ones are named with their reason", async () => {
  const joined = await queryProject(
    project,
    "select person_id, string_agg(record_id, ';' order by record_id) as record_ids from intermediate.person_records group by all order by all",
  );
  expect(joined).toEqual(expectedRows("people.csv").sort((one, other) => (one.person_id! < other.person_id! ? -1 : 1)));
  const excluded = await queryProject(
    project,
    "select record_id, exclusion as reason from intermediate.records_judged where exclusion is not null order by all",
  );
  expect(excluded).toEqual(
    expectedRows("excluded.csv").sort((one, other) => (one.record_id! < other.record_id! ? -1 : 1)),
  );
});

test("every dimension adds up to the total in every period", async () => {
  const counts =
    "mqls, reached_sal, reached_sql, reached_opportunity, reached_won, awaiting, rejected, unqualified_entries";
  const sums = counts.split(", ").map((name) => `sum(${name})::bigint as ${name}`);
  const apart = await queryProject(
    project,
    `select * from (select period_kind, period_start, dimension, ${sums} from marts.funnel group by all)
     except all
     select period_kind, period_start, dimension, ${counts} from (
       select distinct total.*, slice.dimension from (select * exclude (dimension) from marts.funnel where dimension = 'all') as total
       inner join marts.funnel as slice on slice.period_kind = total.period_kind
         and slice.period_start is not distinct from total.period_start)`,
  );
  expect(apart).toEqual([]);
});

test("every table, view and column is published with its description", async () => {
  const layers = "schema_name in ('raw', 'staging', 'intermediate', 'marts')";
  const told = await queryProject(
    project,
    `select 'table' as kind, count(*)::integer as every, count(comment)::integer as told from duckdb_tables() where ${layers}
     union all select 'view', count(*)::integer, count(comment)::integer from duckdb_views() where ${layers}
     union all select 'column', count(*)::integer, count(comment)::integer from duckdb_columns() where ${layers}`,
  );
  expect(told).toHaveLength(3);
  for (const { kind, every, told: described } of told) {
    expect(every).toBeGreaterThan(kind === "view" ? 5 : 100);
    expect([kind, described]).toEqual([kind, every]);
  }
});

test("the published tables still hold their contracts", async () => {
  const { code, stderr } = await closedloop(["check", "--project", project]);
  expect(stderr).toMatch(/\d+ rules checked, 0 failed/);
  expect(code).toBe(0);
});
