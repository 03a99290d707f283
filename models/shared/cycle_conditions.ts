/** Conditions on a row of mql_cycles that several marts share. Those about windows also read `as_of` and the columns of `windows`. */
import { type Expression, type SqlBool, sql } from "kysely";
import type { FunnelStage } from "../../src/base/lifecycle.js";
import { addDays } from "../../src/table/dialect.js";

const windowEnd = (stage: FunnelStage) => addDays("mql_at", sql.ref<number>(`${stage}_days`));

/** True if the window of the stage has ended, e.g. for SAL if the MQL is at least 14 days old. */
export const isMature = (stage: FunnelStage): Expression<SqlBool> => sql<SqlBool>`${windowEnd(stage)} <= as_of`;

/** True if the window has ended and the cycle reached the stage within it. */
export const isReachedInWindow = (stage: FunnelStage): Expression<SqlBool> =>
  sql<SqlBool>`${isMature(stage)} and ${sql.ref(`${stage}_at`)} <= ${windowEnd(stage)}`;

/** True if sales rejected the cycle as an MQL. A cycle that expired was not rejected by sales. */
export const isRefused: Expression<SqlBool> = sql<SqlBool>`(rejected_from = 'mql' and rejection_reason <> 'Expired')`;

/** True if sales accepted the cycle, or rejected it as an MQL. */
export const isDecided: Expression<SqlBool> = sql<SqlBool>`(sal_at is not null or ${isRefused})`;

/** True if sales did anything with the cycle: touched the person, accepted the MQL, or rejected it at any stage. */
export const isWorked: Expression<SqlBool> = sql<SqlBool>`(first_touch_at is not null or sal_at is not null
  or (rejected_from is not null and rejection_reason <> 'Expired'))`;

/** True if a score is in the band of a row of `bands`: the lower bound is in the band, the upper one is not. */
export const isInBand = (score: Expression<number | null>): Expression<SqlBool> =>
  sql<SqlBool>`(${score} is not null and (bands.band_low is null or ${score} >= bands.band_low)
    and (bands.band_high is null or ${score} < bands.band_high))`;
