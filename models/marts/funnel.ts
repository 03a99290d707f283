import { type Expression, sql } from "kysely";
import { type FunnelStage, funnelStages } from "../../src/base/lifecycle.js";
import { flag, nullable, type RowOf, real, whole, zipColumns } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { targets } from "../lookups/targets.js";
import { run_context } from "../run/run_context.js";
import { windows } from "../run/windows.js";
import { isDecided, isMature, isReachedInWindow, isRefused } from "../shared/cycle_conditions.js";
import { monthOfCycle, periodsOfMonths, sliceColumns, sliceValues, unnestSlices } from "../shared/slices.js";
import { pooledZ, rate, rateColumns, rateWithBounds } from "../shared/statistics.js";
import { mql_cycles } from "./mql_cycles.js";

/** The columns of one stage, e.g. `reached_sal` and `matured_rate_sal`. */
const stageColumns = <S extends FunnelStage>(stage: S) => ({
  ...zipColumns(
    [`reached_${stage}`, `mature_${stage}`, `reached_${stage}_in_window`],
    [
      whole(`MQL cycles that have reached ${stageNames[stage]} so far`),
      whole(`MQL cycles that are old enough: at least as old as the window of ${stageNames[stage]}`),
      whole("Of the mature ones, those that reached the stage within the window"),
    ],
  ),
  ...rateColumns(`rate_${stage}`, "Share of all MQL cycles that have reached the stage so far; null without MQLs"),
  ...rateColumns(
    `matured_rate_${stage}`,
    "Share of the mature MQL cycles that reached the stage within the window; compare periods and slices by it; null without mature ones",
  ),
  ...zipColumns(
    [`target_${stage}`, `previous_matured_rate_${stage}`],
    [
      nullable(real("Target of the matured rate in targets.csv; null if there is none")),
      nullable(real("Matured rate of the same slice in the period before; null if there is none")),
    ],
  ),
  ...zipColumns(
    [`is_change_${stage}`],
    [
      nullable(
        flag("True if the matured rate differs from the period before by more than chance; null if not comparable"),
      ),
    ],
  ),
});

const stageNames: Readonly<Record<FunnelStage, string>> = {
  sal: "SAL",
  sql: "SQL",
  opportunity: "the opportunity",
  won: "the win",
};

const columns = {
  period_kind: sliceColumns.period_kind,
  dimension: sliceColumns.dimension,
  value: sliceColumns.value,
  mqls: whole("MQL cycles that began in the period"),
  people: whole(
    "Distinct people in these cycles; do not add them up over values or periods, because a person can be in several",
  ),
  ...stageColumns("sal"),
  ...stageColumns("sql"),
  ...stageColumns("opportunity"),
  ...stageColumns("won"),
  reached_meeting: whole("MQL cycles with a sales meeting so far"),
  rate_meeting: nullable(real("Share of all MQL cycles with a sales meeting so far; null without MQLs")),
  own_sal: whole(
    "MQL cycles with a SAL recorded at sal_at; one recorded only after a later stage counts in imputed_sal",
  ),
  own_sql: whole(
    "MQL cycles with an SQL recorded at sql_at; one recorded only after a later stage counts in imputed_sql",
  ),
  own_opportunity: whole(
    "MQL cycles with an opportunity recorded at opportunity_at; one recorded only after a win counts in imputed_opportunity",
  ),
  imputed_sal: whole("MQL cycles whose SAL is inferred from a later stage"),
  imputed_sql: whole("MQL cycles whose SQL is inferred from a later stage"),
  imputed_opportunity: whole("MQL cycles whose opportunity is inferred from a win or loss"),
  awaiting: whole("MQL cycles that sales has not answered yet"),
  rejected: whole("MQL cycles that ended rejected or recycled, at any stage"),
  decided: whole("MQL cycles that sales accepted or refused; expired ones are neither"),
  refused: whole("MQL cycles that sales rejected without accepting them first"),
  rejection_rate: nullable(real("Share of the decided MQL cycles that were refused; null without decided ones")),
  unqualified_entries: whole(
    "Sales-sourced people (cycle 0): worked by sales without an MQL; in no other count or rate",
  ),
  is_small: flag("True if the slice has fewer MQLs than statistics.min_sample: do not rank or compare it"),
  period_start: sliceColumns.period_start,
};

const countRef = (name: string) => sql.ref<bigint>(name);
/** The counts of MQL cycles in a slice, each with its condition on a row of `cycles`. */
const conditions: Readonly<Record<string, Expression<unknown>>> = {
  mqls: sql`true`,
  ...Object.fromEntries(
    funnelStages.flatMap((stage) => [
      [`reached_${stage}`, sql`${sql.ref(`${stage}_at`)} <= as_of`],
      [`mature_${stage}`, isMature(stage)],
      [`reached_${stage}_in_window`, isReachedInWindow(stage)],
    ]),
  ),
  reached_meeting: sql`meeting_at <= as_of`,
  imputed_sal: sql`sal_at <= as_of and sal_imputed`,
  imputed_sql: sql`sql_at <= as_of and sql_imputed`,
  imputed_opportunity: sql`opportunity_at <= as_of and opportunity_imputed`,
  awaiting: sql`outcome = 'awaiting'`,
  rejected: sql`outcome in ('rejected', 'recycled')`,
  refused: isRefused,
  decided: isDecided,
};
const counts = ["unqualified_entries", ...Object.keys(conditions)];
const joinSelects = (parts: readonly Expression<unknown>[]) => sql.join(parts, sql`,\n        `);

const ratesOf = (stage: FunnelStage) => [
  ...rateWithBounds(`reached_${stage}`, "mqls", `rate_${stage}`),
  ...rateWithBounds(`reached_${stage}_in_window`, `mature_${stage}`, `matured_rate_${stage}`),
];

const comparisonOf = (stage: FunnelStage) => {
  const [hits, of] = [`reached_${stage}_in_window`, `mature_${stage}`];
  const z = pooledZ(
    countRef(`rated.${hits}`),
    countRef(`rated.${of}`),
    countRef(`previous.${hits}`),
    countRef(`previous.${of}`),
  );
  return [
    sql`aims.${sql.ref(`target_${stage}`)}`,
    sql`previous.${sql.ref(`matured_rate_${stage}`)} as ${sql.ref(`previous_matured_rate_${stage}`)}`,
    sql`case when not rated.is_small and not previous.is_small then abs(${z}) > run.critical_z end
      as ${sql.ref(`is_change_${stage}`)}`,
  ];
};

const targetOf = (stage: FunnelStage) =>
  sql`max(target) filter (where metric = ${sql.lit(`matured_rate_${stage}`)}) as ${sql.ref(`target_${stage}`)}`;

const ofEachStage = (parts: (stage: FunnelStage) => Expression<unknown> | Expression<unknown>[]) =>
  sql.join(funnelStages.flatMap(parts), sql`,\n      `);

export const funnel = model({
  name: "marts.funnel",
  about:
    "One row per period, dimension and value: how many MQL cycles reached each stage, with rates and their intervals.",
  materialized: "table",
  grain: ["period_kind", "period_start", "dimension", "value"],
  from: { cycles: mql_cycles, run: run_context, windows, targets },
  columns,
  select: (_, shape) => sql<RowOf<typeof columns>>`
    with judged as (
      select
        person_id,
        ${monthOfCycle} as month,
        ${sliceValues(shape)} as slice_values,
        cycle_no = 0 as unqualified_entries,
        ${joinSelects(Object.entries(conditions).map(([name, holds]) => sql`coalesce(cycle_no > 0 and ${holds}, false) as ${sql.ref(name)}`))}
      from cycles
      cross join run
      cross join windows
    ),
    sliced as (
      select * exclude (slice_values), ${unnestSlices("slice_values", shape)}
      from judged
    ),
    months as (
      select
        month,
        dimension,
        value,
        ${joinSelects(counts.map((name) => sql`count_if(${sql.ref(name)}) as ${sql.ref(name)}`))}
      from sliced
      group by month, dimension, value
    ),
    periods as (${periodsOfMonths}),
    -- People are counted as cycles minus returns: a cycle adds no person if an earlier one of the same value is in the period.
    of_several as (
      select person_id, month, ${unnestSlices("slice_values", shape)}
      from judged
      where mqls and person_id in (select person_id from cycles where cycle_no > 1)
    ),
    followed as (
      select
        *,
        lag(month) over (partition by person_id, dimension, value order by month) as month_before
      from of_several
    ),
    returns as (
      select dimension, value, month, month_before, count(*) as returned
      from followed
      where month_before is not null
      group by dimension, value, month, month_before
    ),
    repeated as (
      select
        periods.period_kind,
        periods.period_start,
        returns.dimension,
        returns.value,
        sum(returns.returned)::bigint as repeats
      from returns
      inner join periods on periods.month = returns.month
      inner join periods as before on before.month = returns.month_before and before.period_kind = periods.period_kind
        and before.period_start is not distinct from periods.period_start
      group by periods.period_kind, periods.period_start, returns.dimension, returns.value
    ),
    counts as (
      select
        period_kind,
        period_start,
        dimension,
        value,
        ${joinSelects(counts.map((name) => sql`sum(${sql.ref(name)})::bigint as ${sql.ref(name)}`))}
      from months
      inner join periods on periods.month = months.month
      group by period_kind, period_start, dimension, value
    ),
    rated as (
      select
        counts.*,
        mqls - coalesce(repeated.repeats, 0) as people,
        ${ofEachStage(ratesOf)},
        ${rate(countRef("reached_meeting"), countRef("mqls"))} as rate_meeting,
        reached_sal - imputed_sal as own_sal,
        reached_sql - imputed_sql as own_sql,
        reached_opportunity - imputed_opportunity as own_opportunity,
        ${rate(countRef("refused"), countRef("decided"))} as rejection_rate,
        mqls < run.min_sample as is_small
      from counts
      cross join run
      left join repeated on repeated.period_kind = counts.period_kind and repeated.dimension = counts.dimension
        and repeated.value = counts.value and repeated.period_start is not distinct from counts.period_start
    ),
    aims as (
      select
        period_kind,
        period_start,
        dimension,
        value,
        ${ofEachStage(targetOf)}
      from targets
      group by period_kind, period_start, dimension, value
    )
    select
      rated.*,
      ${ofEachStage(comparisonOf)}
    from rated
    cross join run
    left join rated as previous on previous.period_kind = rated.period_kind and previous.dimension = rated.dimension
      and previous.value = rated.value and previous.period_start = (rated.period_start
        - to_months(case rated.period_kind when 'month' then 1 else 3 end))::date
    left join aims on aims.period_kind = rated.period_kind and aims.dimension = rated.dimension
      and aims.value = rated.value and aims.period_start is not distinct from rated.period_start`,
  checks: {
    "no slice has more SALs than MQLs": (row) => row("reached_sal", "<=", row.ref("mqls")),
    "no slice has more SQLs than SALs": (row) => row("reached_sql", "<=", row.ref("reached_sal")),
    "no slice has more opportunities than SQLs": (row) => row("reached_opportunity", "<=", row.ref("reached_sql")),
    "no slice has more wins than opportunities": (row) => row("reached_won", "<=", row.ref("reached_opportunity")),
    "refused cycles are among the decided": (row) => row("refused", "<=", row.ref("decided")),
  },
});
