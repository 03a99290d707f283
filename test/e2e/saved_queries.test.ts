/** The saved queries on the example: each fits a terminal, and its figures are those of plain SQL. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { textWidth } from "../../src/base/text_width.js";
import { readWarehousePath } from "../../src/config/project_paths.js";
import { table } from "../../src/query/formats/table.js";
import { mustNameKnownValues } from "../../src/query/known_values.js";
import { runQuery } from "../../src/query/run_query.js";
import { bindParams, listSavedQueries, readSavedQuery, type SavedQuery } from "../../src/query/saved_queries.js";
import { withReader } from "../../src/query/sealed_reader.js";
import { closedloop } from "../support/cli.js";

const { project } = inject("exampleNight");

type Row = Record<string, unknown>;

/** One reader for all questions: opening the file takes longer than an answer. */
let reader: DuckDBConnection;
let close: () => void;
let closed: Promise<void>;
beforeAll(async () => {
  const path = await readWarehousePath(project);
  await new Promise<void>((opened, failed) => {
    closed = withReader(path, async (connection) => {
      reader = connection;
      opened();
      await new Promise<void>((end) => {
        close = end;
      });
    });
    closed.catch(failed);
  });
});
afterAll(async () => {
  close();
  await closed;
});

const print = async (saved: SavedQuery, params: Readonly<Record<string, string>>) => {
  const parts: string[] = [];
  const answer = await runQuery(reader, saved.sql, bindParams(saved, params));
  for await (const part of table(answer, { columns: saved.show!, width: 120 })) parts.push(part);
  return parts.join("").split("\n");
};

/** The person of the examples is one of the demo. */
const paramsHere = ({ exampleParams }: SavedQuery) =>
  "person" in exampleParams ? { ...exampleParams, person: "crm:0035e00000Ct016AAB" } : exampleParams;

for (const saved of listSavedQueries("queries")) {
  test(`${saved.name} fits 120 cells, with every column that its header shows`, async () => {
    expect(saved.show).toBeDefined();
    const lines = await print(saved, paramsHere(saved));
    expect(Math.max(...lines.map(textWidth))).toBeLessThanOrEqual(120);
    expect(lines[0]!.split(/ {2,}| (?=\S)/).filter((word) => word !== "")).toEqual(
      saved.show!.map(({ header }) => header),
    );
    await mustNameKnownValues(reader, saved, paramsHere(saved));
  });
}

const rowsOf = async (sql: string, saved?: SavedQuery, params: Record<string, string> = {}): Promise<Row[]> => {
  const { names, chunks } = await runQuery(reader, sql, saved && bindParams(saved, params));
  const rows: Row[] = [];
  for await (const chunk of chunks) rows.push(...(chunk.getRowObjects(names) as Row[]));
  return rows;
};
const ask = (name: string, params: Record<string, string> = {}): Promise<Row[]> => {
  const saved = readSavedQuery("queries", name);
  return rowsOf(saved.sql, saved, params);
};
const sum = (rows: readonly Row[], column: string) => rows.reduce((total, row) => total + Number(row[column] ?? 0), 0);

/** For each query what it gives, and the same figures in plain SQL. All figures of a line must be equal. */
const figures: readonly [what: string, given: () => Promise<readonly number[]>, sql: string][] = [
  [
    "rejected MQLs are the cycles that ended rejected or recycled",
    async () => [
      (await ask("rejected-mqls")).length,
      (await ask("rejected-mqls", { rejected_from: "mql", source: "Web" })).length,
    ],
    `select count(*), count(*) filter (where rejected_from = 'mql' and source = 'Web') from marts.mql_cycles
    where cycle_no > 0 and rejected_at is not null`,
  ],
  [
    "owners and teams add up to all MQLs and refusals",
    async () => [
      sum(await ask("owner-outcomes"), "mqls"),
      sum(await ask("owner-outcomes", { by: "owner" }), "refused"),
    ],
    `select count(*), count(*) filter (where sal_at is null and outcome in ('rejected', 'recycled') and rejection_reason <> 'Expired')
    from marts.mql_cycles where mql_at is not null`,
  ],
  [
    "open MQLs by owner are the open MQLs, with those that were never touched",
    async () => {
      const rows = await ask("open-mqls-by-owner");
      return [
        sum(rows, "waiting"),
        sum(rows, "over_limit"),
        sum(rows, "never_touched"),
        (await ask("open-mqls")).length,
      ];
    },
    `select count(*), count(*) filter (where mql_at <= timestamp '2026-07-01' - interval 14 days),
      count(*) filter (where first_touch_at is null), count(*)
    from marts.mql_cycles where mql_at is not null and outcome = 'awaiting'`,
  ],
  [
    "slow handoffs are those without a reaction within the hours",
    async () => {
      const rows = await ask("slow-handoffs", { hours: "24" });
      return [rows.length, rows.filter(({ reaction }) => reaction === "none").length];
    },
    `select count(*) filter (where waited > 24), count(*) filter (where waited > 24 and nothing)
    from (
      select first_touch_at is null and sal_at is null and (outcome = 'awaiting' or rejection_reason = 'Expired') as nothing,
        date_diff('second', mql_at, coalesce(least(first_touch_at, sal_at, rejected_at), timestamp '2026-07-01')) / 3600 as waited
      from marts.mql_cycles where mql_at is not null)`,
  ],
  [
    "people with repeated MQLs have several cycles",
    async () => {
      const rows = await ask("repeat-mqls");
      return [rows.length, sum(rows, "cycles")];
    },
    `select count(*), sum(cycles) from (
      select max(cycle_no) as cycles from marts.mql_cycles group by person_id) where cycles >= 2`,
  ],
  [
    "people rejected and won later have a rejection event before the win",
    async () => {
      const rows = await ask("rejected-then-won");
      return [rows.length, sum(rows, "rejections")];
    },
    `select count(distinct wins.cycle_id), count(*) from marts.mql_cycles as wins, marts.lifecycle_events as events
    where wins.outcome = 'won' and wins.cycle_no > 0 and events.person_id = wins.person_id and events.cycle_no >= 1
      and events.stage in ('rejected', 'recycled') and events.occurred_at < wins.won_at`,
  ],
  [
    "rejections without a reason, unmapped and expired ones add up over owners",
    async () => {
      const rows = await ask("rejections-without-reason");
      return ["rejected", "no_reason", "unmapped", "expired"].map((column) => sum(rows, column));
    },
    `select count(*), ${["No reason given", "Unmapped", "Expired"].map((reason) => `count(*) filter (where rejection_reason = '${reason}')`).join(", ")}
    from marts.mql_cycles where cycle_no > 0 and rejected_at is not null`,
  ],
  [
    "conversions of all months and those left out are all that reached SQL",
    async () => {
      const rows = (await ask("conversion-times")).filter(({ to_stage }) => to_stage === "sql");
      return [sum(rows, "mqls"), sum(rows, "converted"), sum(rows, "converted") + sum(rows, "excluded")];
    },
    `select count(*), count(*) filter (where sql_at is not null and not sql_imputed and not sql_is_approximate and not mql_is_approximate),
      count(sql_at) from marts.mql_cycles where cycle_no > 0`,
  ],
  [
    "the median days to SAL of a quarter are those of its cycles",
    async () =>
      (await ask("conversion-times", { period: "quarter" }))
        .filter(({ to_stage, median_days }) => to_stage === "sal" && median_days !== null)
        .map(({ median_days }) => Number(median_days)),
    `select ${["2025-07-01", "2025-10-01", "2026-01-01", "2026-04-01"].map((day) => `min(days) filter (where quarter = date '${day}')`).join(", ")}
    from (
      select date_trunc('quarter', mql_date)::date as quarter,
        median(greatest(1, ceil(date_diff('microsecond', mql_at, sal_at) / 86400e6))) as days
      from marts.mql_cycles
      where cycle_no > 0 and sal_at is not null and not sal_imputed and not sal_is_approximate and not mql_is_approximate
      group by 1)`,
  ],
  [
    "wins are won cycles, and their parts of the amounts add up to the opportunities",
    async () => {
      const rows = await ask("wins");
      return [rows.length, sum(rows, "amount_credited")];
    },
    `select (select reached_won from marts.funnel where dimension = 'all' and period_kind = 'all'),
      (select sum(amount_reporting) from marts.opportunities where outcome = 'won' and opportunity_key in (
        select opportunity_key from marts.mql_cycles where cycle_no > 0))`,
  ],
  [
    "campaigns of both kinds add up to all MQLs and wins",
    async () => {
      const [trigger, first] = [await ask("campaign-outcomes"), await ask("campaign-outcomes", { touch: "first" })];
      return [sum(trigger, "mqls"), sum(first, "mqls"), sum(trigger, "reached_won"), sum(first, "won_amount")];
    },
    `select count(*), count(*), count(won_at), sum(amount_credited) filter (where won_at is not null)
    from marts.mql_cycles where cycle_no > 0`,
  ],
  [
    "outcomes of all score bands add up to all MQLs, and those never worked to the calibration's",
    async () => {
      const rows = await ask("outcomes-by-score-band");
      const outcomes = ["awaiting", "sal", "sql", "opportunity", "won", "lost", "rejected", "recycled"];
      return [
        sum(rows, "mqls"),
        outcomes.reduce((total, outcome) => total + sum(rows, outcome), 0),
        sum(
          rows.filter(({ band }) => band !== "(none)"),
          "never_worked",
        ),
      ];
    },
    `select count(*), count(*), (select sum(never_worked_mqls) from marts.calibration where axis = 'engagement')
    from marts.mql_cycles where cycle_no > 0`,
  ],
  [
    "disqualified people have each rule that disqualifies them",
    async () => {
      const rows = await ask("disqualified-people");
      return [sum(rows, "people"), sum(rows, "became_mql")];
    },
    `select sum(rules), sum(rules) filter (where person_id in (select person_id from marts.mql_cycles where cycle_no > 0))
    from (select person_id, len(disqualified_by) - len(replace(disqualified_by, ',', '')) + 1 as rules
      from marts.people where is_disqualified)`,
  ],
  [
    "every run is in the history, up to the number asked for",
    async () => [(await ask("run-history", { runs: "1000" })).length, (await ask("run-history", { runs: "1" })).length],
    "select count(*), 1 from marts.runs",
  ],
  [
    "every dated row of a source is counted, and its newest one dates the source",
    async () => {
      const rows = await ask("source-freshness");
      const map = rows.find(({ system, kind }) => system === "map" && kind === "marketing activities")!;
      return [sum(rows, "rows"), Number(map.hours_old)];
    },
    `select (select count(*) from intermediate.activities) + (select count(*) from intermediate.sales_touches)
        + (select count(*) from marts.lifecycle_events where origin = 'recorded')
        + (select count(created_at) + count(closed_at) from marts.opportunities),
      (select date_diff('second', max(occurred_at), timestamp '2026-07-01') / 3600 from intermediate.activities where system = 'map')`,
  ],
  [
    "recorded and inferred stages are all that were reached",
    async () => {
      const rows = (await ask("implied-stages", { dimension: "owner_team" })).filter(({ stage }) => stage === "sal");
      return [sum(rows, "reached"), sum(rows, "recorded"), sum(rows, "inferred")];
    },
    `select count(sal_at), count(sal_at) filter (where not sal_imputed), count(*) filter (where sal_imputed)
    from marts.mql_cycles where cycle_no > 0`,
  ],
  [
    "people with several records have all of them",
    async () => {
      const rows = await ask("people-with-several-records");
      const one = await ask("people-with-several-records", { records: "1" });
      return [rows.length, sum(one, "records"), one.length, sum(one, "mqls")];
    },
    `select (select count(*) from (select 1 from intermediate.person_records group by person_id having count(*) > 1)),
      (select count(*) from intermediate.person_records), (select count(*) from marts.people),
      (select count(*) from marts.mql_cycles where cycle_no > 0)`,
  ],
  [
    "sales-sourced people are the unqualified entries, and each win counts once",
    async () => {
      const rows = await ask("sales-sourced");
      return [sum(rows, "people"), sum(rows, "wins"), sum(rows, "won_amount")];
    },
    `select (select unqualified_entries from marts.funnel where dimension = 'all' and period_kind = 'all'),
      (select count(*) from marts.mql_cycles where cycle_no = 0 and won_at is not null),
      (select sum(amount_reporting) from marts.opportunities where outcome = 'won' and opportunity_key in (
        select opportunity_key from marts.mql_cycles where cycle_no = 0) and opportunity_key not in (
        select opportunity_key from marts.mql_cycles where cycle_no > 0 and opportunity_key is not null))`,
  ],
  [
    "MQLs of all origins are all MQLs, and their SQLs in time those of the funnel",
    async () => {
      const rows = await ask("mql-origins", { period: "year" });
      const sqls = rows.map(
        (row) =>
          Number(row.met_sql_rate ?? 0) * Number(row.mature_met) +
          Number(row.not_met_sql_rate ?? 0) * Number(row.mature_not_met),
      );
      return [
        sum(rows, "recorded") + sum(rows, "computed"),
        sum(rows, "met_definition") + sum(rows, "not_met"),
        sum(rows, "mature_met") + sum(rows, "mature_not_met"),
        Math.round(sqls.reduce((one, other) => one + other)),
      ];
    },
    "select mqls, mqls, mature_sql, reached_sql_in_window from marts.funnel where dimension = 'all' and period_kind = 'all'",
  ],
  [
    "loss reasons and the open pipeline have every opportunity that is not won",
    async () => {
      const [lost, open] = [await ask("loss-reasons"), await ask("open-pipeline")];
      return [sum(lost, "opportunities"), sum(lost, "amount"), sum(open, "opportunities"), sum(open, "amount")];
    },
    ["lost", "open"]
      .map(
        (outcome) =>
          `select count(*) as n, sum(amount_reporting) as total from marts.opportunities where outcome = '${outcome}'`,
      )
      .map((select, at) => `(${select}) as t${at}`)
      .reduce((one, other) => `select t0.n, t0.total, t1.n, t1.total from ${one}, ${other}`),
  ],
  [
    "stuck MQLs stand at an accepted stage for so many days",
    async () => [(await ask("stuck-mqls", { days: "60" })).length],
    `select count(*) from marts.mql_cycles where cycle_no > 0 and outcome in ('sal', 'sql', 'opportunity')
      and greatest(sal_at, sql_at, opportunity_at) <= timestamp '2026-07-01' - interval 60 days`,
  ],
];

for (const [what, given, sql] of figures) {
  test(what, async () => {
    const [expected] = await rowsOf(sql);
    const found = await given();
    expect(found.length).toBeGreaterThan(0);
    expect(found.map((number) => Math.round(number * 1000) / 1000)).toEqual(
      Object.values(expected!).map((number) => Math.round(Number(number) * 1000) / 1000),
    );
  });
}

test("the command prints what fits, all with --wide, and everything unrounded in the other formats", async () => {
  const run = (...words: string[]) => closedloop(["query", ...words, "--project", project]);
  const [fitted, wide, csv] = await Promise.all([
    run("funnel-by-dimension", "--param", "dimension=source"),
    run("funnel-by-dimension", "--param", "dimension=source", "--wide"),
    run("funnel-by-dimension", "--param", "dimension=source", "--format", "csv"),
  ]);
  expect(fitted.stdout).toMatch(/\d\d\.\d %/);
  expect(fitted.stdout).toMatch(/^\(\d+ rows, \d+ more columns: --wide\)$/m);
  expect(wide.stdout).toMatch(/^period_kind +period_start +dimension +value /);
  expect(wide.stdout).toMatch(/0\.\d{10}/);
  expect(csv.stdout).toMatch(/0\.\d{10}/);
  expect(csv.stdout.split("\r\n")[0]!.split(",").length).toBeGreaterThan(50);
});

test("a query can be listed and described, and a wrong name, value or second word says what there is", async () => {
  const run = (...words: string[]) => closedloop([...words, "--project", project]);
  const [listed, described, name, value, chart, second] = await Promise.all([
    run("query", "list"),
    run("query", "describe", "rejected-mqls"),
    run("query", "describe", "rejectd-mqls"),
    run("query", "funnel-by-dimension", "--param", "dimension=chanel"),
    run("chart", "funnel-by-source", "--param", "dimension=foo"),
    run("query", "wins", "dimension=source"),
  ]);
  for (const { name } of listSavedQueries("queries")) expect(listed.stdout).toContain(`${name} `);
  expect(described.stdout).toContain("--param rejected_from=<mql|sal|sql|opportunity>");
  expect(described.stdout).toMatch(/one of: Web, /);
  expect(described.stdout).toMatch(/days_to_rejection +DOUBLE/);
  expect(name).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean "rejected-mqls"?') });
  expect(value).toMatchObject({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining('did you mean "channel"? There are: all, '),
  });
  expect(chart).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining("There are: all, channel") });
  expect(second).toMatchObject({ code: 2, stderr: expect.stringContaining("--param name=value") });
});
