import { appendFileSync, cpSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closedloop, exampleClock, queryProject, temporaryFolder } from "../support/cli.js";
import { exportFromUi } from "../support/hubspot_ui.js";

const ends: (() => void)[] = [];
afterAll(() => {
  for (const end of ends) end();
});
const folder = temporaryFolder((end) => ends.push(end));
const replica = join(folder, "replica");
const ui = join(folder, "ui");

type Row = Record<string, string | null>;
const inReplica = (query: string) => queryProject(replica, query) as Promise<Row[]>;
const inUi = (query: string) => queryProject(ui, query) as Promise<Row[]>;

const run = async (...args: string[]) => expect(await closedloop(args)).toMatchObject({ code: 0 });

beforeAll(async () => {
  await run("example", "--systems", "hubspot", "--leads", "300", "--seed", "11", "--out", replica);
  // Recorded MQLs only, so that the comparison depends on the exports.
  appendFileSync(join(replica, "closedloop.yaml"), "mql: {source: recorded}\n");
  cpSync(replica, ui, { recursive: true });
  await exportFromUi(ui);
  for (const project of [replica, ui]) {
    await run("load", "--project", project, ...exampleClock);
    await run("build", "--project", project, ...exampleClock);
  }
});

const microseconds = (column: string) => `epoch_us(${column})::varchar as ${column}`;
const cycles = `select person_id, cycle_no::varchar as cycle_no, source, outcome, reversed_rejections::varchar as reversed_rejections, sal_imputed::varchar as sal_imputed,
    ${["mql_at", "sal_at", "sql_at", "opportunity_at", "won_at"].map(microseconds).join(", ")}
  from marts.mql_cycles where mql_at is not null order by person_id, cycle_no`;

const minute = 60_000_000;

/** Each cycle from the UI exports, with all cycles of the same person from the replica. */
async function pairs() {
  const [all, seen] = [await inReplica(cycles), await inUi(cycles)];
  return seen.map((one) => ({ one, all: all.filter(({ person_id }) => person_id === one.person_id) }));
}

const people = async (project: string, where: string) =>
  new Set((await queryProject(project, `select distinct person_id from ${where}`)).map(({ person_id }) => person_id));

test("whoever qualified has one cycle, the first: of each stage the UI has one date", async () => {
  expect(await people(ui, "marts.mql_cycles where mql_at is not null")).toEqual(
    await people(replica, "marts.mql_cycles where mql_at is not null"),
  );
  const compared = await pairs();
  expect(compared.length).toBeGreaterThan(60);
  expect(new Set(compared.map(({ one }) => one.cycle_no))).toEqual(new Set(["1"]));
  expect(compared.some(({ all }) => all.length > 1)).toBe(true);
});

test("so many MQLs by persona, bands of scores and size as the replica has first cycles", async () => {
  const columns = ["persona", "engagement_band", "total_band", "company_size_band"];
  const first = columns.map(
    (column) => `select '${column}' as dimension, ${column} as value, count(*)::varchar as mqls
      from marts.mql_cycles where cycle_no = 1 group by all`,
  );
  const told = await inReplica(`from (${first.join(" union all ")}) order by all`);
  expect(told.length).toBeGreaterThan(15);
  const seen = await inUi(`select dimension, value, mqls::varchar as mqls from marts.funnel
    where period_kind = 'all' and mqls > 0 and list_contains(${list(columns)}, dimension) order by all`);
  expect(seen).toEqual(told);
});

const list = (words: readonly string[]) => `[${words.map((word) => `'${word}'`).join(", ")}]`;

test("sources are the same, but of those who had one at a contact that was merged away and is in no export", async () => {
  const merged = await people(
    replica,
    `intermediate.person_records semi join (from intermediate.source_people where merged_into is not null) as losers
      using (system, record_id)`,
  );
  expect(merged.size).toBeGreaterThan(0);
  const moved = (await pairs()).filter(({ one, all }) => one.source !== all[0]!.source);
  expect(moved.filter(({ one }) => !merged.has(one.person_id))).toEqual([]);
});

test("without a SAL stage none is seen: whoever reached it is imputed to have, at the first later stage", async () => {
  expect(await inUi("from marts.lifecycle_events where stage = 'sal'")).toEqual([]);
  const reached = (await pairs()).map(({ one }) => one).filter(({ sal_at }) => sal_at !== null);
  expect(reached.length).toBeGreaterThan(20);
  for (const { sal_at, sal_imputed, sql_at } of reached)
    expect({ sal_at, sal_imputed }).toEqual({ sal_at: sql_at, sal_imputed: "true" });
  const funnel = `select reached_sal = reached_sql and reached_sal = imputed_sal as is_implied from marts.funnel
    where period_kind = 'all' and dimension = 'all'`;
  expect(await inUi(funnel)).toEqual([{ is_implied: true }]);
  expect(await inReplica(funnel)).toEqual([{ is_implied: false }]);
});

test("a rejection has no date: it stands, approximately, at the contact's last change", async () => {
  const rejections = `select is_approximate, occurred_at = modified_at as is_last_change, count(*) > 5 as are_some
    from marts.lifecycle_events as events
    inner join intermediate.source_people as people using (system, entity, record_id)
    where stage in ('rejected', 'recycled') group by all`;
  expect(await inUi(rejections)).toEqual([{ is_approximate: true, is_last_change: true, are_some: true }]);
  const exact = await inReplica(
    "from marts.lifecycle_events where stage in ('rejected', 'recycled') and is_approximate",
  );
  expect(exact).toEqual([]);
});

test("outcomes of whoever qualified once are the same, but for SALs, and rejections that a later stage reversed", async () => {
  const once = (await pairs()).filter(({ all }) => all.length === 1);
  const others = once.filter(({ one, all }) => one.outcome !== all[0]!.outcome);
  for (const { one, all } of others) {
    const [told] = all as [Row];
    if (told.outcome === "sal") expect(one.outcome).toBe("awaiting");
    else expect([one.outcome, told.reversed_rejections]).toEqual(["rejected", "1"]);
  }
  expect(others.length).toBeLessThan(once.length / 3);
});

test("the first MQL, SQL, opportunity and win of each person are the replica's, in its minute", async () => {
  for (const { one, all } of await pairs())
    for (const column of ["mql_at", "sql_at", "opportunity_at", "won_at"]) {
      const instants = all.flatMap((cycle) => (cycle[column] === null ? [] : [Number(cycle[column])]));
      const first = instants.length === 0 ? null : Math.min(...instants);
      const toTheMinute = first === null ? null : first - (first % minute);
      expect([one.person_id, column, one[column] === null ? null : Number(one[column])]).toEqual([
        one.person_id,
        column,
        toTheMinute,
      ]);
    }
});

test("every win and loss is at the minute of the deal's close date, as the history tells it", async () => {
  const closes = `select opportunity_id, stage, date_trunc('minute', occurred_at) as at from marts.lifecycle_events
    where stage in ('won', 'lost') order by all`;
  const told = await inReplica(closes);
  expect(told.length).toBeGreaterThan(20);
  expect(await inUi(closes)).toEqual(told);
  expect(await inUi("from marts.lifecycle_events where stage in ('won', 'lost') and is_approximate")).toEqual([]);
});
