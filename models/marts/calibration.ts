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

/** The columns of one stage, e.g. `mature_sal` and `rate_sal`. */
const stageColumns = <S extends FunnelStage>(stage: S) => ({
  ...zipColumns(
    [`mature_${stage}`, `reached_${stage}_in_window`],
    [
      whole(`MQL cycles at least as old as the window of ${stage}; backfilled ones are left out on the axis total`),
      whole(`Of mature_${stage}, those that reached the stage within the window`),
    ],
  ),
  ...rateColumns(
    `rate_${stage}`,
    "Matured rate: share of the mature cycles that reached the stage within the window; null without mature ones",
  ),
});

const columns = {
  axis: oneOf(["engagement", "total"], "Score that the band is a range of; each MQL counts with its score at mql_at"),
  band: text("Band of the score, e.g. [31,51) for 31 to under 51"),
  verdict: nullable(
    oneOf(
      ["too early", "marginal", "good", "hot"],
      "By the matured SQL rate: under 10 % too early, under 30 % marginal, under 50 % good, else hot; null without mature MQLs",
    ),
  ),
  mqls: whole("MQL cycles of all definition versions whose score is in the band; backfilled ones are counted here"),
  worked_mqls: whole(
    "Of mqls, those that sales worked: a human touch, an acceptance, or a rejection other than an expiry",
  ),
  never_worked_mqls: whole(
    "Of mqls, those that sales did not work; they lower the rates, but say nothing about the score",
  ),
  backfilled_mqls: whole(
    "Of mqls, those whose fit score uses an attribute that was first observed after the MQL; they are in no rate of the axis total",
  ),
  ...stageColumns("sal"),
  ...stageColumns("sql"),
  ...stageColumns("opportunity"),
  ...stageColumns("won"),
  worked_mature_sql: whole("Of mature_sql, those that sales worked"),
  worked_reached_sql_in_window: whole("Of worked_mature_sql, those that became an SQL within the window"),
  ...rateColumns("worked_rate_sql", "Matured SQL rate of the cycles that sales worked; null without mature ones"),
  decided: whole(
    "MQL cycles that sales accepted or refused; expired ones are left out, and on the axis total backfilled ones",
  ),
  refused: whole("Of decided, those that sales rejected without accepting them first"),
  backfilled_share: nullable(
    real(
      "Share of mqls whose fit score uses an attribute that was first observed after the MQL; null in an empty band",
    ),
  ),
  band_low: real("Lowest score of the band; scores below 0 are in the first band, too", "points"),
  band_high: nullable(real("First score above the band; null if the band has no upper end", "points")),
  is_good_cut: flag(
    "True for the good cut: the lowest good or hot band with only good or hot bands above it; bands without a verdict do not matter",
  ),
  is_small: flag("True if the band has fewer MQLs than statistics.min_sample: its verdict may be chance"),
};

/** A fit that looks ahead is part of the total score, so its MQL is in no rate of that axis. The engagement score has no part in it. */
const countWhere = (condition: Expression<unknown>, name: string) =>
  sql`count(*) filter (where (bands.axis = 'engagement' or not is_fit_backfilled) and ${condition}) as ${sql.ref(name)}`;
const countsOf = (stage: FunnelStage) => [
  countWhere(isMature(stage), `mature_${stage}`),
  countWhere(isReachedInWindow(stage), `reached_${stage}_in_window`),
];
const ratesOf = (stage: FunnelStage) =>
  rateWithBounds(`reached_${stage}_in_window`, `mature_${stage}`, `rate_${stage}`);
const score = sql<number>`(case bands.axis when 'total' then cycles.total_score else cycles.engagement_score end)`;

export const calibration = model({
  name: "marts.calibration",
  about: "One row per score axis and configured band: how often MQLs in the band converted, and a verdict on the band.",
  materialized: "table",
  grain: ["axis", "band"],
  from: { cycles: mql_cycles, bands, run: run_context, windows },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with counts as (
      select
        bands.axis,
        bands.band,
        bands.band_high,
        coalesce(bands.band_low, least(0, bands.band_high)) as band_low,
        count(cycles.cycle_id) as mqls,
        count(*) filter (where ${isWorked}) as worked_mqls,
        count(*) filter (where is_fit_backfilled) as backfilled_mqls,
        ${sql.join(funnelStages.flatMap(countsOf))},
        ${countWhere(sql`${isWorked} and ${isMature("sql")}`, "worked_mature_sql")},
        ${countWhere(sql`${isWorked} and ${isReachedInWindow("sql")}`, "worked_reached_sql_in_window")},
        ${countWhere(isDecided, "decided")},
        ${countWhere(isRefused, "refused")}
      from bands
      cross join run
      cross join windows
      left join cycles on cycles.cycle_no > 0 and ${isInBand(score)}
      group by bands.axis, bands.band, bands.band_low, bands.band_high
    ),
    rated as (
      select
        *,
        mqls - worked_mqls as never_worked_mqls,
        ${rate(sql.ref("backfilled_mqls"), sql.ref("mqls"))} as backfilled_share,
        ${sql.join([
          ...funnelStages.flatMap(ratesOf),
          ...rateWithBounds("worked_reached_sql_in_window", "worked_mature_sql", "worked_rate_sql"),
        ])}
      from counts
    ),
    judged as (
      select
        *,
        case
          when rate_sql < 0.1 then 'too early'
          when rate_sql < 0.3 then 'marginal'
          when rate_sql < 0.5 then 'good'
          when rate_sql is not null then 'hot'
        end as verdict
      from rated
    ),
    cuts as (
      -- bool_and ignores a band without a verdict, and coalesce keeps it from being a cut itself.
      select
        *,
        coalesce(verdict in ('good', 'hot') and bool_and(verdict in ('good', 'hot')) over (
        partition by axis order by band_high nulls last rows between current row and unbounded following), false) as is_cut
      from judged
    )
    select
      cuts.* exclude (is_cut),
      mqls < run.min_sample as is_small,
      is_cut and 1 = count(*) filter (where is_cut) over (partition by axis order by band_high nulls last)
        as is_good_cut
    from cuts
    cross join run`,
  checks: {
    "backfilled and worked MQLs are among the MQLs of the band": (row) =>
      row.and([row("backfilled_mqls", "<=", row.ref("mqls")), row("worked_mqls", "<=", row.ref("mqls"))]),
    "refused MQLs are among the decided": (row) => row("refused", "<=", row.ref("decided")),
  },
});
