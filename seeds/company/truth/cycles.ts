/** The MQL cycles of one life, column by column as marts.mql_cycles must have them. */
import type { Config } from "../../../src/config/config_schema.js";
import type { PersonHistory, PersonProfile } from "../world/ground_truth.js";
import type { Micros } from "../world/time_units.js";
import { CampaignTouches, channelOf } from "./campaign_touches.js";
import { buildCycles } from "./cycle_builder.js";
import { cycleColumns } from "./cycle_columns.js";
import type { ScoreEvaluation } from "./score_evaluation.js";
import { scoreHistoryOf, scoreRecordedMql, versionAt } from "./scores.js";
import type { TimelineEvent } from "./timeline.js";
import type { TruthContext } from "./truth_context.js";

type CycleColumns = ReturnType<typeof cycleColumns>;

/** What a cycle carries of its MQL; all null without one, or without a definition. */
type CycleScore = Pick<ScoreEvaluation, "path" | "tier" | "is_fit_backfilled"> & {
  [K in "grade" | "engagement_band" | "total_band" | "definition_version"]: string | null;
} & { [K in "fit_score" | "engagement_score" | "total_score"]: number | null };

/** A row of truth.json; instants are micros. */
export interface ExpectedCycle extends CycleColumns, CycleScore, PersonProfile {
  readonly person_id: string;
  readonly channel: string | null;
  readonly first_campaign_id: string | null;
  readonly trigger_campaign_id: string | null;
  readonly is_recycled: boolean;
  readonly mql_is_approximate: boolean;
  readonly rejection_reason: string | null;
  readonly first_touch_at: Micros | null;
  readonly meeting_at: Micros | null;
  /** Exact decimal of two digits. */
  readonly amount: string | null;
  readonly currency: string | null;
}

/** The cycles of a person in order of their number; `history`, the person's verdicts, if known already. */
export function expectedCycles(
  life: PersonHistory,
  book: TruthContext,
  history?: readonly ScoreEvaluation[],
): ExpectedCycle[] {
  const { company: world, versions, rules } = book;
  const told = life.events.map(toTimelineEvent);
  const isRecorded = rules.source === "recorded" || told.some(({ stage, at }) => stage === "mql" && at <= rules.asOf);
  const verdicts =
    isRecorded && rules.source !== "computed" ? [] : (history ?? scoreHistoryOf(versions, life, world.asOf));
  const computed = verdicts.filter(({ is_mql_eligible }) => is_mql_eligible);
  const touches = rules.expiresAfter === null ? [] : [...life.activities, ...life.touches].map(({ at }) => at);
  const walkedCycles = buildCycles(
    { events: told, computed: computed.map(({ scored_at }) => scored_at), touches },
    rules,
  );
  const met = new CampaignTouches(life, world.asOf);
  return walkedCycles.map((cycle, no) => {
    const row = cycleColumns(cycle);
    const isExpired = cycle.closed?.event.isExpiry === true;
    return {
      ...row,
      ...dimensionsOf(life, book, met, row),
      ...scoreOf(life, book, computed, row),
      ...salesTouchesOf(life, row, walkedCycles[no + 1]?.mqlAt ?? null),
      ...amountOf(life, book, row.opportunity_id),
      person_id: life.person_id,
      is_recycled: row.cycle_no >= 2,
      mql_is_approximate: isApproximate(life, row),
      rejection_reason: row.rejected_at === null ? null : isExpired ? "Expired" : rejectionReasonOf(book, row),
    };
  });
}

const toTimelineEvent = ({ stage, at, opportunity_id, reason }: PersonHistory["events"][number]): TimelineEvent => ({
  stage,
  at,
  opportunity: opportunity_id ?? undefined,
  reason: reason ?? undefined,
});

function dimensionsOf(
  { profile: standing }: PersonHistory,
  { company: world }: TruthContext,
  met: CampaignTouches,
  { mql_at }: CycleColumns,
) {
  const trigger = met.trigger(mql_at);
  return {
    ...standing,
    channel: channelOf(world, standing.source, trigger),
    first_campaign_id: met.first,
    trigger_campaign_id: trigger,
  };
}

const noScore: CycleScore = {
  path: null,
  tier: null,
  grade: null,
  definition_version: null,
  fit_score: null,
  engagement_score: null,
  total_score: null,
  engagement_band: null,
  total_band: null,
  is_fit_backfilled: false,
};

/** A computed MQL has its verdict already, a recorded one is judged at its instant. */
function scoreOf(
  life: PersonHistory,
  { versions, company: world, config }: TruthContext,
  computed: readonly ScoreEvaluation[],
  row: CycleColumns,
): CycleScore {
  const { mql_at, mql_origin } = row;
  if (mql_at === null || versions.length === 0) return noScore;
  const verdict =
    mql_origin === "recorded"
      ? scoreRecordedMql(versions, life, mql_at, world.asOf)
      : computed.find(({ scored_at }) => scored_at === mql_at)!;
  const { scored_at: _, is_disqualified: __, is_mql_eligible: ___, ...scores } = verdict;
  return {
    ...scores,
    definition_version: versionAt(versions, mql_at).name,
    engagement_band: bandOf(config.bands.engagement, verdict.engagement_score),
    total_band: bandOf(config.bands.total, verdict.total_score),
  };
}

/** The half-open band of a score; lower ones join the first. */
function bandOf(cuts: Config["bands"]["total"], score: number): string {
  const at = cuts.filter((cut) => score >= cut).length;
  return `[${cuts[at - 1] ?? 0},${cuts[at] ?? "inf"})`;
}

/** What a human of sales did first, from the MQL on and before the next cycle. */
function salesTouchesOf({ touches }: PersonHistory, { mql_at }: CycleColumns, next: Micros | null) {
  const isOfCycle = ({ is_automated, at }: PersonHistory["touches"][number]) =>
    mql_at !== null && !is_automated && at >= mql_at && (next === null || at < next);
  const mine = touches.filter(isOfCycle);
  return {
    first_touch_at: mine[0]?.at ?? null,
    meeting_at: mine.find(({ kind }) => kind === "meeting")?.at ?? null,
  };
}

function amountOf({ opportunities: deals }: PersonHistory, { config }: TruthContext, opportunity: string | null) {
  const deal = deals.find(({ opportunity_id }) => opportunity_id === opportunity);
  if (deal === undefined || deal.cents === null) return { amount: null, currency: null };
  return { amount: (deal.cents / 100).toFixed(2), currency: deal.currency ?? config.currency };
}

const isApproximate = ({ events }: PersonHistory, { mql_at, mql_origin }: CycleColumns) =>
  mql_origin === "recorded" &&
  events.every(({ stage, at, is_approximate }) => stage !== "mql" || at !== mql_at || is_approximate);

function rejectionReasonOf({ company: world }: TruthContext, { rejection_reason_raw: raw }: CycleColumns): string {
  return raw === null ? "No reason given" : (world.reasons.get(raw) ?? "Unmapped");
}
