/** Compares a warehouse with the truth of the same generated company. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { rowsOf } from "../../src/table/rows.js";
import { truthColumns, truthKeys } from "./truth_columns.js";
import { type Comparison, findDifferences, readTruthHeader, withTruth } from "./truth_tables.js";

/** The comparisons without any allowed difference, by description. */
export const truthComparisons: Record<string, Comparison> = {
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
    key: truthKeys.people,
    columns: truthColumns.people,
  },
  "every cycle, cell by cell": {
    truth: "from truth.cycles",
    found: "from found.marts.mql_cycles",
    key: truthKeys.cycles,
    columns: truthColumns.cycles,
  },
  "each opportunity that a person is on, and the cycles that hold it": {
    truth: "from truth.opportunities",
    found: "from found.marts.opportunities where people > 0",
    key: truthKeys.opportunities,
    columns: truthColumns.opportunities,
  },
  "what each cycle is credited with, where no currency was converted": {
    truth: "from truth.credits",
    found: `from found.marts.mql_cycles where amount_credited is not null and currency = 'USD'`,
    key: truthKeys.credits,
    columns: truthColumns.credits,
  },
  "the CRM's own totals by outcome and currency": {
    truth: `select case when IsWon then 'won' when IsClosed then 'lost' else 'open' end as outcome, CurrencyIsoCode as currency,
        count(*) as opportunities, sum(Amount) as amount
      from found.raw.salesforce_opportunities where not IsDeleted group by all`,
    found:
      "select outcome, currency, count(*) as opportunities, sum(amount) as amount from found.marts.opportunities group by all",
    key: ["outcome", "currency"],
    columns: ["opportunities", "amount"],
  },
  "the amount of each opportunity as the sum of what its cycles are credited with": {
    truth: `select opportunity_key, amount_reporting as credited from found.marts.opportunities as opportunities
      where amount_reporting is not null and exists (from found.marts.mql_cycles as cycles
        where cycles.opportunity_key = opportunities.opportunity_key and cycles.cycle_no > 0)`,
    found: `select opportunity_key, sum(amount_credited) as credited from found.marts.mql_cycles
      where amount_credited is not null group by all`,
    key: ["opportunity_key"],
    columns: ["credited"],
  },
  "the scores of a sample of people at every instant": {
    truth: "from truth.scores",
    found: `from found.marts.score_history as history
      semi join (from truth.people where is_sampled) as sampled on sampled.person_id = history.person_id`,
    key: truthKeys.scores,
    columns: truthColumns.scores,
  },
  "the funnel of every period, dimension and value": {
    truth: "from truth.rates",
    found: "from found.marts.funnel",
    key: truthKeys.rates,
    columns: truthColumns.rates,
  },
  "the reasons of every period, dimension and value": {
    truth: "from truth.rejections",
    found: "from found.marts.rejections",
    key: truthKeys.rejections,
    columns: truthColumns.rejections,
  },
};

/** For each kind of limit, the condition under which the warehouse has exactly what the exports contain. */
export const limitConditions: Record<string, string> = {
  close_backdated: "is_told",
  close_day_only: "is_told",
  conversion_by_record: "is_told",
  conversion_day_only: "is_told",
  mql_day_only: "is_told",
  rejection_untold: "not is_known",
  response_day_only: "is_response_told",
  unlinked_double: "is_apart",
};

const limitsQuery = `
  select kind, count(*) as planted, count(*) filter (where case kind
      ${Object.entries(limitConditions)
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

/** The counts of the data quality mart, computed from the truth. */
const expectedQualityQuery = `
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
const qualityComparison: Comparison = {
  truth: `select "check", subject, count from (${expectedQualityQuery}) where count > 0`,
  found: `select "check", case when "check" in ('excluded records', 'rejections without a reason', 'events without an exact instant')
      then subject end as subject, sum(count)::bigint as count
    from found.marts.data_quality semi join (${expectedQualityQuery}) as expected using ("check") group by all`,
  key: ["check", "subject"],
  columns: ["count"],
};

const unmappedQuery = `
  select count(*) filter (where persona = 'Unmapped') / count(*) as persona,
    count(*) filter (where channel = 'Unmapped') / count(*) as channel,
    count(*) filter (where region = 'Unmapped') / count(*) as region,
    count(*) filter (where rejection_reason = 'Unmapped') / count(*) as reason
  from found.marts.mql_cycles where cycle_no > 0`;

export type TruthReport = Awaited<ReturnType<typeof readTruthReport>>;

/** Compares the built warehouse of a project with its truth.json. */
export async function compareWithTruth(project: string): Promise<TruthReport> {
  const { dirt } = await readTruthHeader(project);
  return withTruth(project, (tables) => readTruthReport(tables, dirt));
}

async function readTruthReport(tables: DuckDBConnection, dirt: Readonly<Record<string, number>>) {
  await tables.run(`create temp view events as from found.marts.lifecycle_events where origin = 'recorded';
    create temp view people as select people.* from truth.people as people
      semi join found.marts.people as kept on kept.person_id = people.person_id;
    create temp view responses as from found.intermediate.activities where activity_type = 'event_attendance';
    create temp view dirt as select map_from_entries([${Object.entries(dirt).map(([kind, times]) => `('${kind}', ${times}::bigint)`)}]) as planted`);
  const apart: Record<string, string[]> = {};
  for (const [name, one] of Object.entries(truthComparisons)) apart[name] = await findDifferences(tables, one);
  const read = (query: string) => rowsOf(tables, query);
  return {
    apart,
    limits: await read(limitsQuery),
    quality: await findDifferences(tables, qualityComparison),
    unmapped: (await read(unmappedQuery))[0] as Record<string, number>,
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
