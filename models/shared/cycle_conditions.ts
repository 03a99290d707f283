/** Conditions on a row of mql_cycles that several marts share. */
import { type Expression, type SqlBool, sql } from "kysely";
import type { FunnelStage } from "../../src/base/lifecycle.js";
import { addDays } from "../../src/table/dialect.js";

const windowEnd = (stage: FunnelStage) => addDays("mql_at", sql.ref<number>(`${stage}_days`));

/** Whether the cycle has had the whole window to reach the stage, its last moment included; beside `as_of` and `windows`. */
export const isMature = (stage: FunnelStage): Expression<SqlBool> => sql<SqlBool>`${windowEnd(stage)} <= as_of`;

/** Whether it is mature and reached the stage within the window. */
export const isReachedInWindow = (stage: FunnelStage): Expression<SqlBool> =>
  sql<SqlBool>`${isMature(stage)} and ${sql.ref(`${stage}_at`)} <= ${windowEnd(stage)}`;

/** Whether sales refused the cycle as an MQL; a cycle that expired was refused by nobody. */
export const isRefused: Expression<SqlBool> = sql<SqlBool>`(rejected_from = 'mql' and rejection_reason <> 'Expired')`;

/** Whether sales accepted the cycle or refused it as an MQL. */
export const isDecided: Expression<SqlBool> = sql<SqlBool>`(sal_at is not null or ${isRefused})`;

/** Whether sales did anything with the cycle: a touch by a human, an acceptance, or a rejection of its own at any stage. */
export const isWorked: Expression<SqlBool> = sql<SqlBool>`(first_touch_at is not null or sal_at is not null
  or (rejected_from is not null and rejection_reason <> 'Expired'))`;

/** Whether a score lies in the row of `bands`: half-open, without a bound below the lowest and above the highest. */
export const isInBand = (score: Expression<number | null>): Expression<SqlBool> =>
  sql<SqlBool>`(${score} is not null and (bands.band_low is null or ${score} >= bands.band_low)
    and (bands.band_high is null or ${score} < bands.band_high))`;
