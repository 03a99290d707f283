/** What scoring means, as SQL that several models share: worth of an activity as time passes, paths and tiers. */
import { type RawBuilder, sql } from "kysely";
import type { Instant } from "./columns.js";

export const grades = ["A", "B", "C", "D"] as const;
export const paths = ["hand_raiser", "scored"] as const;
export const tiers = ["hot", "mql", "mql_light"] as const;

const MONTH = 2_592_000_000_000;

type At = string | RawBuilder<Instant>;
const of = (at: At) => (typeof at === "string" ? sql.ref(at) : at);

/** Full 30 days of 24 hours of silence between two instants; null where there is no first. */
export const idleMonths = (from: At | RawBuilder<unknown>, to: At) =>
  sql<bigint>`((epoch_us(${of(to)}) - epoch_us(${of(from as At)})) // ${sql.lit(MONTH)})`;

/** Whether the engagement, or in combined mode the total, reaches the minimum of the scored path. */
const reachesMinimum = sql<boolean>`case periods.mode when 'combined' then total_score >= periods.min_total
  else engagement_score >= periods.min_engagement end`;

/**
 * The path by which a row is an MQL, null if by none: of `grade`, `engagement_score`, `total_score`,
 * `is_disqualified` and `is_hand_raiser`, under the row's version as `periods`.
 */
export const pathOf = sql<"hand_raiser" | "scored" | null>`case when is_disqualified then null
  when is_hand_raiser and contains(periods.hand_raiser_grades, grade) then 'hand_raiser'
  when ${reachesMinimum} and contains(periods.scored_grades, grade) then 'scored' end`;

/** The tier of a row whose `path` is known; `isHot`: an activity of a hot type lies in its hours. */
export const tierOf = (isHot: RawBuilder<boolean>) => sql<"hot" | "mql" | "mql_light" | null>`case
  when path = 'hand_raiser' then 'hot'
  when path = 'scored' then case when ${isHot} or coalesce(total_score >= periods.hot_min_total, false)
    then 'hot' else 'mql' end
  when not is_disqualified and ${reachesMinimum} then 'mql_light' end`;
