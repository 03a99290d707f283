/** Made companies, whose truth is known apart from the product: it must find all of it in their exports. */
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rowsOf } from "../../src/rows.js";
import { closedloop, temporaryFolder } from "../support/cli.js";
import { type Comparison, differences, truthHeading, withTruth } from "../support/truth.js";
import { columnsOf, keysOf } from "../support/truth_columns.js";

/** `LEADS=20000 SEEDS=7,8 npx vitest run test/e2e/truth.test.ts` looks elsewhere. */
const sizes = (process.env.LEADS ?? "200,2000,20000").split(",").map(Number);
const seeds = (process.env.SEEDS ?? "1,2").split(",").map(Number);
const clock = ["--as-of", "2026-07-01T00:00:00Z"];
/** From here on everything rare is there, and shares say something. */
const LARGE = 20_000;

const compared: Record<string, Comparison> = {
  "which records are one person": {
    truth: "select person_id, unnest(records, recursive := true) from truth.people",
    found: "from found.intermediate.person_records",
    key: ["system", "record_id"],
    columns: ["person_id"],
  },
  "which records are left out, and why": {
    truth: "from truth.left_out",
    found: "select *, exclusion as reason from found.intermediate.records_judged where exclusion is not null",
    key: ["system", "record_id"],
    columns: ["reason"],
  },
  "who a person is, and the scores and the quadrant as of now": {
    truth: "from truth.people",
    found: "from found.marts.people left join found.intermediate.people_described as described using (person_id)",
    key: keysOf.people,
    columns: columnsOf.people,
  },
  "every cycle, cell by cell": {
    truth: "from truth.cycles",
    found: "from found.marts.mql_cycles",
    key: keysOf.cycles,
    columns: columnsOf.cycles,
  },
  "the scores of a sample of people at every instant": {
    truth: "from truth.scores",
    found: `from found.marts.score_history as history
      semi join (from truth.people where is_sampled) as sampled on sampled.person_id = history.person_id`,
    key: keysOf.scores,
    columns: columnsOf.scores,
  },
  "the funnel of every period, dimension and value": {
    truth: "from truth.rates",
    found: "from found.marts.funnel",
    key: keysOf.rates,
    columns: columnsOf.rates,
  },
  "the reasons of every period, dimension and value": {
    truth: "from truth.rejections",
    found: "from found.marts.rejections",
    key: keysOf.rejections,
    columns: columnsOf.rejections,
  },
};

/** What the exports cannot say, kind by kind: `found`, whether the warehouse leaves it where the exports do. */
const limits: Record<string, string> = {
  close_backdated: "is_told",
  close_day_only: "is_told",
  conversion_by_record: "is_told",
  conversion_day_only: "is_told",
  mql_day_only: "is_told",
  rejection_untold: "not is_known",
  response_day_only: "is_response_told",
  unlinked_double: "is_apart",
};

const limitsFound = `
  select kind, count(*) as planted, count(*) filter (where case kind
      ${Object.entries(limits)
        .map(([kind, holds]) => `when '${kind}' then ${holds}`)
        .join(" ")} end) as found
  from (
    select limits.*,
      exists (from events where events.person_id = limits.person_id and events.stage = limits.stage
        and events.occurred_at = limits.told_at and events.is_approximate = (limits.kind <> 'conversion_by_record'))
        and not is_known as is_told,
      exists (from responses where responses.person_id = limits.person_id and responses.occurred_at = limits.told_at)
        and not exists (from responses where responses.person_id = limits.person_id
          and responses.occurred_at = limits.really_at) as is_response_told,
      (select count(*) > 1 from people where people.human = limits.human) as is_apart
    from (
      select limits.*, people.human, exists (from events where events.person_id = limits.person_id
        and events.stage = limits.stage and events.occurred_at = limits.really_at) as is_known
      from truth.limits as limits
      inner join people on people.person_id = limits.person_id
    ) as limits
  )
  group by kind
  order by kind`;

/** What the quality report counts, and the same counted from the truth, by check and subject. */
const qualityTold = `
  select 'excluded records' as "check", reason as subject, count(*) as count from truth.left_out group by all
  union all select 'unmapped personas', null, count(*) from truth.people where persona = 'Unmapped'
  union all select 'unmapped channels', null, count(*) from truth.people where channel = 'Unmapped'
  union all select 'unmapped regions', null, count(*) from truth.people where region = 'Unmapped'
  union all select 'unmapped reasons', null, count(*) from truth.cycles where rejection_reason = 'Unmapped'
  union all select 'rejections without a reason', outcome, count(*) from truth.cycles
    where rejection_reason = 'No reason given' group by outcome
  union all select 'events without an exact instant', stage, count(*) from truth.limits
    where kind in ('mql_day_only', 'close_day_only', 'close_backdated', 'conversion_day_only') group by stage
  union all select 'deleted opportunities', null, planted['deleted_opportunity'] from dirt
  union all select 'rejected rows', null, planted['rejected_row'] from dirt`;
const quality: Comparison = {
  truth: `select "check", subject, count from (${qualityTold}) where count > 0`,
  found: `select "check", case when "check" in ('excluded records', 'rejections without a reason', 'events without an exact instant')
      then subject end as subject, sum(count)::bigint as count
    from found.marts.data_quality semi join (${qualityTold}) as told using ("check") group by all`,
  key: ["check", "subject"],
  columns: ["count"],
};

const unmapped = `
  select count(*) filter (where persona = 'Unmapped') / count(*) as persona,
    count(*) filter (where channel = 'Unmapped') / count(*) as channel,
    count(*) filter (where region = 'Unmapped') / count(*) as region,
    count(*) filter (where rejection_reason = 'Unmapped') / count(*) as reason
  from found.marts.mql_cycles where cycle_no > 0`;

async function gathered(tables: DuckDBConnection, dirt: Readonly<Record<string, number>>) {
  await tables.run(`create temp view events as from found.marts.lifecycle_events;
    create temp view people as select truth.people.* from truth.people semi join found.marts.people using (person_id);
    create temp view responses as from found.intermediate.activities where activity_type = 'event_attendance';
    create temp view dirt as select map_from_entries([${Object.entries(dirt).map(([kind, times]) => `('${kind}', ${times}::bigint)`)}]) as planted`);
  const apart: Record<string, string[]> = {};
  for (const [name, one] of Object.entries(compared)) apart[name] = await differences(tables, one);
  const read = (query: string) => rowsOf(tables, query);
  return {
    apart,
    limits: await read(limitsFound),
    quality: await differences(tables, quality),
    unmapped: (await read(unmapped))[0] as Record<string, number>,
    total: (await read("from found.marts.funnel where dimension = 'all' and period_kind = 'all'"))[0] as Record<
      string,
      number
    >,
    sources: (await read(
      "select value, rate_sql from found.marts.funnel where dimension = 'source' and period_kind = 'all' and not is_small",
    )) as { value: string; rate_sql: number }[],
    bands: (await read(
      "select rate_sal from found.marts.calibration where axis = 'engagement' and not is_small order by band_low nulls first",
    )) as { rate_sal: number }[],
  };
}

for (const leads of sizes) {
  for (const seed of seeds) {
    describe(`of a company of ${leads} leads, seed ${seed}`, () => {
      let found: Awaited<ReturnType<typeof gathered>>;
      const ends: (() => void)[] = [];
      beforeAll(async () => {
        const project = join(
          temporaryFolder((end) => ends.push(end)),
          "made",
        );
        const run = async (...args: string[]) => expect(await closedloop(args)).toMatchObject({ code: 0 });
        await run("example", "--leads", `${leads}`, "--seed", `${seed}`, "--out", project);
        await run("load", "--project", project, ...clock);
        await run("build", "--project", project, ...clock);
        const { dirt } = await truthHeading(project);
        found = await withTruth(project, (tables) => gathered(tables, dirt));
      }, 1_800_000);
      afterAll(() => {
        for (const end of ends) end();
      });

      for (const name of Object.keys(compared)) {
        test(`the product finds ${name}`, () => {
          expect(found.apart[name]).toEqual([]);
        });
      }

      test("what the exports cannot say is left where they leave it, and nothing else is unknown", () => {
        const asPlanted = found.limits.map(({ kind, planted }) => ({ kind, planted, found: planted }));
        expect(found.limits).toEqual(asPlanted);
        const kinds = found.limits.map(({ kind }) => kind);
        if (leads >= LARGE) expect(kinds).toEqual(Object.keys(limits));
        else expect(Object.keys(limits)).toEqual(expect.arrayContaining(kinds));
      });

      test("the quality report counts what was planted", () => {
        expect(found.quality).toEqual([]);
      });

      if (leads >= LARGE) aPlausibleCompany(() => found);
    });
  }
}

/** What publications say of such companies. */
function aPlausibleCompany(of: () => Awaited<ReturnType<typeof gathered>>): void {
  const between = (share: number | undefined, low: number, high: number) => {
    expect(share).toBeGreaterThanOrEqual(low);
    expect(share).toBeLessThanOrEqual(high);
  };

  test("at most 2 % of the cycles are unmapped in persona, channel, region or reason, though some are", () => {
    for (const share of Object.values(of().unmapped)) between(share, 0.0001, 0.02);
  });

  test("its rates lie within the published ranges", () => {
    const { total } = of();
    between(total.rate_sal, 0.5, 0.7);
    between(total.rate_sql, 0.25, 0.4);
    between(total.rate_opportunity, 0.15, 0.25);
    between(total.rate_won, 0.03, 0.05);
  });

  test("one source near 35 % stands beside one near 8 %", () => {
    const rates = of().sources.map(({ rate_sql }) => rate_sql);
    expect(rates.some((rate) => Math.abs(rate - 0.35) < 0.04)).toBe(true);
    expect(rates.some((rate) => Math.abs(rate - 0.08) < 0.04)).toBe(true);
  });

  test("the more engaged an MQL is, the more often sales accepts it", () => {
    const rates = of().bands.map(({ rate_sal }) => rate_sal);
    expect(rates.length).toBeGreaterThanOrEqual(3);
    expect(rates).toEqual([...rates].sort((one, other) => one - other));
  });
}
