import { type Expression, sql } from "kysely";
import { type FunnelStage, funnelStages } from "../../src/base/lifecycle.js";
import { flag, nullable, oneOf, type RowOf, real, text, whole, zipColumns } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { bands } from "../run/bands.js";
import { run_context } from "../run/run_context.js";
import { windows } from "../run/windows.js";
import { isDecided, isInBand, isMature, isReachedInWindow, isRefused, isWorked } from "../shared/cycle_conditions.js";
import { rate, rateColumns, rateWithBounds } from "../shared/statistics.js";
import { mql_cycles } from "./mql_cycles.js";

/** The columns that each stage has, named after it. */
const stageColumns = <S extends FunnelStage>(stage: S) => ({
  ...zipColumns(
    [`mature_${stage}`, `reached_${stage}_in_window`],
    [
      whole(`MQLs as old as the window of ${stage}, without backfilled ones`),
      whole("Of these, those that reached it within the window"),
    ],
  ),
  ...rateColumns(`rate_${stage}`, "Matured rate: reached in the window, of mature; null without mature ones"),
});

const columns = {
  axis: oneOf(["engagement", "total"], "The score that the band cuts, as it was at mql_at"),
  band: text("How the band reads: [31,51)"),
  verdict: nullable(
    oneOf(
      ["too early", "marginal", "good", "hot"],
      "By the matured SQL rate: under 10 %, under 30 %, under 50 %, else hot; null without mature MQLs",
    ),
  ),
  mqls: whole("MQL cycles whose score lies in the band, backfilled ones included; all definition versions together"),
  worked_mqls: whole("Of mqls, worked by sales: touched by a human, accepted or rejected; no expired ones"),
  never_worked_mqls: whole("The others of mqls: no failures of the score, though the rates count them as not reached"),
  backfilled_mqls: whole("Of mqls, those whose fit looks ahead: in no rate here"),
  ...stageColumns("sal"),
  ...stageColumns("sql"),
  ...stageColumns("opportunity"),
  ...stageColumns("won"),
  worked_mature_sql: whole("Of mature_sql, worked by sales"),
  worked_reached_sql_in_window: whole("Of these, those that reached it within the window"),
  ...rateColumns("worked_rate_sql", "Matured SQL rate of those that sales worked; null without"),
  decided: whole("MQLs accepted or refused by now, without backfilled ones; expired ones are neither"),
  refused: whole("Of these, refused as an MQL"),
  backfilled_share: nullable(real("Of mqls, those whose fit looks ahead; null in an empty band")),
  band_low: real("Lowest score of the band; the first band, from 0, takes negative scores too", "points"),
  band_high: nullable(real("First score above the band; null: no upper bound", "points")),
  is_good_cut: flag("The lowest good or hot band with none above it that is worse; empty bands are no matter"),
  is_small: flag("Fewer MQLs than statistics.min_sample: the verdict stands on few"),
};

/** Scores that look ahead judge nothing: on neither axis, since their fit decided who became an MQL at all. */
const countWhere = (condition: Expression<unknown>, name: string) =>
  sql`count(*) filter (where not is_fit_backfilled and ${condition}) as ${sql.ref(name)}`;
const countsOf = (stage: FunnelStage) => [
  countWhere(isMature(stage), `mature_${stage}`),
  countWhere(isReachedInWindow(stage), `reached_${stage}_in_window`),
];
const ratesOf = (stage: FunnelStage) =>
  rateWithBounds(`reached_${stage}_in_window`, `mature_${stage}`, `rate_${stage}`);
const score = sql<number>`(case bands.axis when 'total' then cycles.total_score else cycles.engagement_score end)`;

export const calibration = model({
  name: "marts.calibration",
  about:
    "One row per score axis and configured band: how often its MQLs came through, and so whether the score is right.",
  materialized: "table",
  grain: ["axis", "band"],
  from: { cycles: mql_cycles, bands, run: run_context, windows },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with counts as (
      select bands.axis, bands.band, bands.band_high, coalesce(bands.band_low, least(0, bands.band_high)) as band_low,
        count(cycles.cycle_id) as mqls, count(*) filter (where ${isWorked}) as worked_mqls,
        count(*) filter (where is_fit_backfilled) as backfilled_mqls,
        ${sql.join(funnelStages.flatMap(countsOf))},
        ${countWhere(sql`${isWorked} and ${isMature("sql")}`, "worked_mature_sql")},
        ${countWhere(sql`${isWorked} and ${isReachedInWindow("sql")}`, "worked_reached_sql_in_window")},
        ${countWhere(isDecided, "decided")}, ${countWhere(isRefused, "refused")}
      from bands
      cross join run
      cross join windows
      left join cycles on cycles.cycle_no > 0 and ${isInBand(score)}
      group by bands.axis, bands.band, bands.band_low, bands.band_high
    ),
    rated as (
      select *, mqls - worked_mqls as never_worked_mqls,
        ${rate(sql.ref("backfilled_mqls"), sql.ref("mqls"))} as backfilled_share,
        ${sql.join([
          ...funnelStages.flatMap(ratesOf),
          ...rateWithBounds("worked_reached_sql_in_window", "worked_mature_sql", "worked_rate_sql"),
        ])}
      from counts
    ),
    judged as (
      select *, case when rate_sql < 0.1 then 'too early' when rate_sql < 0.3 then 'marginal'
        when rate_sql < 0.5 then 'good' when rate_sql is not null then 'hot' end as verdict
      from rated
    ),
    cuts as (
      -- A band without a verdict is null here: it neither spoils a cut nor is one.
      select *, coalesce(verdict in ('good', 'hot') and bool_and(verdict in ('good', 'hot')) over (
        partition by axis order by band_high nulls last rows between current row and unbounded following), false) as is_cut
      from judged
    )
    select cuts.* exclude (is_cut), mqls < run.min_sample as is_small,
      is_cut and 1 = count(*) filter (where is_cut) over (partition by axis order by band_high nulls last)
        as is_good_cut
    from cuts
    cross join run`,
  checks: {
    "backfilled and worked ones are of the band's MQLs": (row) =>
      row.and([row("backfilled_mqls", "<=", row.ref("mqls")), row("worked_mqls", "<=", row.ref("mqls"))]),
    "refused ones are of the decided": (row) => row("refused", "<=", row.ref("decided")),
  },
});
