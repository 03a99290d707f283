/** SQL of scoring that several models share: idle months, paths, tiers, and scores at instants. */
import { type RawBuilder, sql } from "kysely";
import type { Instant } from "../../src/table/columns.js";
import { asExpression, roundTo } from "../../src/table/dialect.js";

export const grades = ["A", "B", "C", "D"] as const;
export const paths = ["hand_raiser", "scored"] as const;
export const tiers = ["hot", "mql", "mql_light"] as const;

const MONTH_MICROS = 2_592_000_000_000;

type At = string | RawBuilder<Instant>;

/** The number of full idle months (30 days of 24 hours) between two instants; null if `from` is null. */
export const idleMonths = (from: At | RawBuilder<unknown>, to: At) =>
  sql<bigint>`((epoch_us(${asExpression(to)}) - epoch_us(${asExpression(from)})) // ${sql.lit(MONTH_MICROS)})`;

/** The number of the month (30 days of a fixed calendar) of an instant. It starts far in the past, because `//` rounds towards 0. */
export const monthNumber = (at: At) =>
  sql<bigint>`((epoch_us(${asExpression(at)}) + ${sql.lit(MONTH_MICROS * 1_000_000)}) // ${sql.lit(MONTH_MICROS)})`;

/** True if the engagement, or in combined mode the total, reaches the minimum of the scored path. */
const reachesMinimum = sql<boolean>`case periods.mode when 'combined' then total_score >= periods.min_total
  else engagement_score >= periods.min_engagement end`;

/**
 * The path by which a row is an MQL, or null. The row has `grade`, `engagement_score`, `total_score`, `is_disqualified` and
 * `is_hand_raiser`, and is joined with its version in `periods`.
 */
export const mqlPath = sql<"hand_raiser" | "scored" | null>`case when is_disqualified then null
  when is_hand_raiser and contains(periods.hand_raiser_grades, grade) then 'hand_raiser'
  when ${reachesMinimum} and contains(periods.scored_grades, grade) then 'scored' end`;

/** True if the last activity of a hot type (`hotAt`) was within `hot_within_hours` of an instant. */
export const isHotSince = (hotAt: string, at: string) =>
  sql<boolean>`coalesce(${sql.ref(hotAt)} >= ${sql.ref(at)} - to_microseconds((periods.hot_within_hours * 3600000000)::bigint), false)`;

/** The tier of a row with a `path`. `isHot`: an activity of a hot type was recent enough. */
export const mqlTier = (isHot: RawBuilder<boolean>) => sql<"hot" | "mql" | "mql_light" | null>`case
  when path = 'hand_raiser' then 'hot'
  when path = 'scored' then case when ${isHot} or coalesce(total_score >= periods.hot_min_total, false)
    then 'hot' else 'mql' end
  when not is_disqualified and ${reachesMinimum} then 'mql_light' end`;

/**
 * Scores at evaluation instants: the columns of score_history, and `is_fit_backfilled`. Reads `engagement`
 * (engagement_instants), `fits` (fit_scores) and `periods`.
 */
export const instantScores = sql`
    with graded as (
      select
        engagement.version_no,
        engagement.person_no,
        fits.person_id,
        periods.definition_version,
        engagement.scored_at,
        fits.fit_score,
        fits.grade,
        engagement.engagement_score,
        engagement.is_hand_raiser,
        engagement.last_hot_at,
        ${roundTo(sql<number>`fits.fit_score + engagement.engagement_score`, 4)} as total_score,
        fits.disqualified_by is not null as is_disqualified,
        coalesce(engagement.scored_at < fits.known_from, false) as is_fit_backfilled
      from engagement
      inner join fits on fits.version_no = engagement.version_no and fits.person_no = engagement.person_no
        and fits.from_at <= engagement.scored_at and coalesce(fits.until_at > engagement.scored_at, true)
      inner join periods on periods.version_no = engagement.version_no
    ),
    with_path as (
      select graded.*, ${mqlPath} as path
      from graded
      inner join periods on periods.version_no = graded.version_no
    )
    select
      with_path.person_id,
      with_path.definition_version,
      with_path.grade,
      with_path.path,
      ${mqlTier(isHotSince("with_path.last_hot_at", "with_path.scored_at"))} as tier,
      with_path.fit_score,
      with_path.engagement_score,
      with_path.total_score,
      with_path.is_disqualified,
      with_path.path is not null as is_mql_eligible,
      with_path.is_fit_backfilled,
      with_path.scored_at
    from with_path
    inner join periods on periods.version_no = with_path.version_no`;
