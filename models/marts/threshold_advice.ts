import { sql } from "kysely";
import { flag, nullable, oneOf, type RowOf, real, text, whole } from "../../src/table/columns.js";
import { argMax, dayIn, monthsSpanned, roundTo } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { owners } from "../lookups/owners.js";
import { bands } from "../run/bands.js";
import { run_context } from "../run/run_context.js";
import { pooledZ, rate, rateColumns, rateWithBounds } from "../shared/statistics.js";
import { isEligible, thresholdOrder, verdictSentence } from "../shared/threshold_verdict.js";
import { calibration } from "./calibration.js";
import { mql_cycles } from "./mql_cycles.js";

const columns = {
  axis: oneOf(["engagement", "total"], "Score to which the threshold applies"),
  reason: text("One sentence: what the threshold would bring, and what it would cost"),
  busiest_team: nullable(
    text("Sales team whose capacity it would use most; null without teams, capacities or MQLs of theirs"),
  ),
  mqls: whole(
    "MQL cycles at or above the threshold, by any path; backfilled_mqls are counted here, but are in no rate",
  ),
  backfilled_mqls: whole("Of mqls, those in no rate because their fit looks ahead; 0 on the axis engagement"),
  mature_sal: whole("MQL cycles at or above the threshold that are at least as old as the window of SAL"),
  reached_sal_in_window: whole("Of mature_sal, those that became a SAL within the window"),
  mature_sql: whole("MQL cycles at or above the threshold that are at least as old as the window of SQL"),
  reached_sql_in_window: whole("Of mature_sql, those that became an SQL within the window"),
  sqls_below: whole("SQLs within the window that scored below the threshold: the SQLs that it would lose"),
  decided: whole("MQL cycles at or above the threshold that sales accepted or refused"),
  refused: whole("Of decided, those that sales rejected without accepting them first"),
  threshold: real("Score at which a configured band begins", "points"),
  mqls_per_month: nullable(
    real("mqls per calendar month, from the first to the last scored MQL; null without scored MQLs", "per month"),
  ),
  ...rateColumns("rate_sal", "Matured SAL rate at or above the threshold; null without mature MQLs"),
  ...rateColumns("rate_sql", "Matured SQL rate at or above the threshold; null without mature MQLs"),
  rejected_share: nullable(real("Share of the decided cycles that were refused; null without decided ones")),
  z_cliff: nullable(
    real(
      "z value of the difference between the matured SAL rates at or above the threshold and below it; negative if it is better below; null if not comparable",
    ),
  ),
  z_cliff_sql: nullable(real("As z_cliff, for the matured SQL rates")),
  capacity_used: nullable(
    real(
      "mqls_per_month as a share of the capacity of all owners in owners.csv; above 1 is too many; null if the file gives no capacity",
    ),
  ),
  busiest_team_used: nullable(
    real(
      "MQLs per month of busiest_team as a share of the capacity of that team; above 1 is too many; null without one",
    ),
  ),
  is_cliff: flag(
    "True for the threshold with the largest z_cliff, either sign, of its axis; ties go to the lowest one",
  ),
  is_small: flag(
    "True if fewer mature MQLs than statistics.min_sample are at or above the threshold; it is then never recommended",
  ),
  is_recommended: flag(
    "True for the recommended threshold: SQL rate of 30 to 50 %, else up to 60 %, and within capacity; of several, the lowest",
  ),
};

const isAbove = sql`coalesce(band_high > threshold, true)`;
const sumAbove = (name: string) => sql`(sum(${sql.ref(name)}) filter (where ${isAbove}))::bigint as ${sql.ref(name)}`;
const sumBelow = (name: string) =>
  sql`(sum(${sql.ref(name)}) filter (where not ${isAbove}))::bigint as ${sql.ref(`${name}_below`)}`;
const comparedCounts = ["mature_sal", "reached_sal_in_window", "mature_sql", "reached_sql_in_window"];
const helperColumns = sql.join([...comparedCounts.map((name) => sql.ref(`${name}_below`)), sql`min_sample`]);

const countRef = (name: string) => sql.ref<bigint>(name);
const cliffZ = (hits: string, of: string) =>
  pooledZ(countRef(hits), countRef(of), countRef(`${hits}_below`), countRef(`${of}_below`));
const scoredBy = (axis: "engagement" | "total") => sql`
      select
        ${sql.lit(axis)} as axis,
        ${sql.ref(`${axis}_score`)} as score,
        owner_team,
        ${dayIn("run.time_zone", "mql_at")} as day
      from cycles
      cross join run
      where cycle_no > 0 and ${sql.ref(`${axis}_score`)} is not null`;

export const threshold_advice = model({
  name: "marts.threshold_advice",
  about:
    "One row per score axis and candidate threshold (where a band begins): what would happen if only MQLs with at least this score went to sales.",
  materialized: "table",
  grain: ["axis", "threshold"],
  from: { calibration, cycles: mql_cycles, bands, owners, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with cuts as (select axis, band_low as threshold from bands where band_low is not null),
    counts as (
      select
        cuts.axis,
        threshold,
        coalesce(sum(backfilled_mqls) filter (where cuts.axis = 'total' and ${isAbove}), 0)::bigint as backfilled_mqls,
        ${sql.join([...["mqls", "decided", "refused", ...comparedCounts].map(sumAbove), ...comparedCounts.map(sumBelow)])}
      from cuts
      inner join calibration on calibration.axis = cuts.axis
      group by cuts.axis, threshold
    ),
    scored as (${scoredBy("engagement")} union all ${scoredBy("total")}),
    months as (select axis, ${monthsSpanned(sql`min(day)`, sql`max(day)`)} as months from scored group by axis),
    teams as (select team, sum(capacity_mqls_per_month) as capacity from owners group by all having capacity > 0),
    loads as (
      select
        cuts.axis,
        threshold,
        team,
        count(*) / any_value(months) / any_value(capacity) as used
      from cuts
      inner join scored on scored.axis = cuts.axis and score >= threshold
      inner join teams on team = owner_team
      inner join months on months.axis = cuts.axis
      group by cuts.axis, threshold, team
    ),
    busiest as (
      select
        axis,
        threshold,
        max(used) as busiest_team_used,
        ${argMax(sql`team`, "used", "team")} as busiest_team
      from loads
      group by axis, threshold
    ),
    rated as (
      select
        counts.*,
        reached_sql_in_window_below as sqls_below,
        mqls / months as mqls_per_month,
        min_sample,
        ${sql.join([
          ...rateWithBounds("reached_sal_in_window", "mature_sal", "rate_sal"),
          ...rateWithBounds("reached_sql_in_window", "mature_sql", "rate_sql"),
        ])},
        ${rate(countRef("refused"), countRef("decided"))} as rejected_share,
        ${cliffZ("reached_sal_in_window", "mature_sal")} as z_cliff,
        ${cliffZ("reached_sql_in_window", "mature_sql")} as z_cliff_sql,
        mature_sql < min_sample as is_small,
        mqls_per_month / (select sum(capacity) from teams) as capacity_used,
        busiest_team,
        busiest_team_used
      from counts
      cross join run
      left join months on months.axis = counts.axis
      left join busiest on busiest.axis = counts.axis and busiest.threshold = counts.threshold
    ),
    weighed as (
      select
        *,
        z_cliff is not null and 1 = row_number() over (
          partition by axis order by ${roundTo(sql`abs(z_cliff)`, 6)} desc nulls last, threshold) as is_cliff,
        ${isEligible} and 1 = row_number() over (
          partition by axis order by ${isEligible} desc, ${thresholdOrder}) as is_recommended
      from rated
    )
    select
      * exclude (${helperColumns}),
      ${verdictSentence} as reason
    from weighed`,
  checks: {
    "a recommended threshold is not small": (row) =>
      row.or([row("is_recommended", "=", false), row("is_small", "=", false)]),
  },
});
