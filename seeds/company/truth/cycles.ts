/** The MQL cycles of one person as `marts.mql_cycles` must have them. */
import type { Config } from "../../../src/config/config_schema.js";
import type { PersonHistory, PersonProfile } from "../world/ground_truth.js";
import type { Micros } from "../world/time_units.js";
import { CampaignTouches, channelOf } from "./campaign_touches.js";
import { buildCycles } from "./cycle_builder.js";
import { cycleColumns } from "./cycle_columns.js";
import type { ScoreEvaluation } from "./score_evaluation.js";
import { scoreHistoryOf, scoreRecordedMql, versionAt } from "./scores.js";
import type { TimelineEvent } from "./timeline.js";
import { mergeTellings, type Telling } from "./told_events.js";
import type { TruthContext } from "./truth_context.js";

type CycleColumns = ReturnType<typeof cycleColumns>;

/** The score columns of a cycle. All are null without an MQL or without a definition. */
type CycleScore = Pick<ScoreEvaluation, "path" | "tier"> & { is_fit_backfilled: boolean | null } & {
  [K in "grade" | "engagement_band" | "total_band" | "definition_version"]: string | null;
} & { [K in "fit_score" | "engagement_score" | "total_score"]: number | null };

/** A cycle in truth.json. */
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
  /** Decimal with two digits, e.g. `1250.00`. */
  readonly amount: string | null;
  /** Opportunities of whose events (opportunity, won, lost) the cycle has one. */
  readonly held: readonly string[];
  readonly currency: string | null;
}

/** The cycles of a person, in order of their number. `history` is the person's score history, if it was computed already. */
export function expectedCycles(
  person: PersonHistory,
  context: TruthContext,
  history?: readonly ScoreEvaluation[],
): ExpectedCycle[] {
  const { company, versions, rules } = context;
  const events = mergeTellings(person.events.map(toTelling(company)), context.zone.dayOf.bind(context.zone));
  const isRecorded = rules.source === "recorded" || events.some(({ stage, at }) => stage === "mql" && at <= rules.asOf);
  const evaluations =
    isRecorded && rules.source !== "computed" ? [] : (history ?? scoreHistoryOf(versions, person, company.asOf));
  const computed = evaluations.filter(({ is_mql_eligible }) => is_mql_eligible);
  const touches = rules.expiresAfter === null ? [] : [...person.activities, ...person.touches].map(({ at }) => at);
  const cycles = buildCycles({ events, computed: computed.map(({ scored_at }) => scored_at), touches }, rules);
  const campaignTouches = new CampaignTouches(person, company.asOf);
  return cycles.map((cycle, no) => {
    const row = cycleColumns(cycle);
    const isExpired = cycle.closed?.event.isExpiry === true;
    return {
      ...row,
      ...dimensionsOf(person, context, campaignTouches, row),
      ...scoreOf(person, context, computed, row),
      ...salesTouchesOf(person, row, cycles[no + 1]?.mqlAt ?? null),
      ...amountOf(person, context, row.opportunity_id),
      person_id: person.person_id,
      held: heldBy(cycle.events),
      is_recycled: row.cycle_no >= 2,
      mql_is_approximate: isApproximate(person, row),
      rejection_reason: row.rejected_at === null ? null : isExpired ? "Expired" : rejectionReasonOf(context, row),
    };
  });
}

const toTelling =
  (company: TruthContext["company"]) =>
  ({ stage, at, is_approximate, opportunity_id, reason }: PersonHistory["events"][number]): Telling => ({
    stage,
    at,
    isApproximate: is_approximate,
    opportunity: opportunity_id ?? undefined,
    reason: reason ?? undefined,
    isStandard: reason !== null && company.reasons.has(reason),
  });

function dimensionsOf(
  { profile, dimensions }: PersonHistory,
  { company }: TruthContext,
  campaignTouches: CampaignTouches,
  { mql_at, sal_at }: CycleColumns,
) {
  const trigger = campaignTouches.trigger(mql_at);
  const beganAt = mql_at ?? sal_at ?? Number.NEGATIVE_INFINITY;
  const { at: _, ...frozen } = dimensions.findLast(({ at }) => at <= beganAt) ?? dimensions[0] ?? { at: beganAt };
  return {
    ...profile,
    ...frozen,
    channel: channelOf(company, profile.source, trigger),
    first_campaign_id: campaignTouches.first,
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

/** The score at the MQL. A computed MQL has an evaluation already; a recorded one is evaluated here. */
function scoreOf(
  person: PersonHistory,
  { versions, company, config }: TruthContext,
  computed: readonly ScoreEvaluation[],
  row: CycleColumns,
): CycleScore {
  const { mql_at, mql_origin } = row;
  if (mql_at === null) return { ...noScore, is_fit_backfilled: null };
  if (versions.length === 0) return noScore;
  const evaluation =
    mql_origin === "recorded"
      ? scoreRecordedMql(versions, person, mql_at, company.asOf)
      : computed.find(({ scored_at }) => scored_at === mql_at)!;
  const { scored_at: _, is_disqualified: __, is_mql_eligible: ___, ...scores } = evaluation;
  return {
    ...scores,
    definition_version: versionAt(versions, mql_at).name,
    engagement_band: bandOf(config.bands.engagement, evaluation.engagement_score),
    total_band: bandOf(config.bands.total, evaluation.total_score),
  };
}

/** The band of a score, e.g. `[31,51)`. Scores below 0 are in the first band. */
function bandOf(cuts: Config["bands"]["total"], score: number): string {
  const at = cuts.filter((cut) => score >= cut).length;
  return `[${cuts[at - 1] ?? 0},${cuts[at] ?? "inf"})`;
}

/** The first touch and the first meeting by sales from the MQL to the next cycle, without automated emails. */
function salesTouchesOf({ touches }: PersonHistory, { mql_at }: CycleColumns, next: Micros | null) {
  const isOfCycle = ({ is_automated, at }: PersonHistory["touches"][number]) =>
    mql_at !== null && !is_automated && at >= mql_at && (next === null || at < next);
  const mine = touches.filter(isOfCycle);
  return {
    first_touch_at: mine[0]?.at ?? null,
    meeting_at: mine.find(({ kind }) => kind === "meeting")?.at ?? null,
  };
}

function amountOf({ opportunities }: PersonHistory, { config }: TruthContext, opportunity: string | null) {
  const deal = opportunities.find(({ opportunity_id }) => opportunity_id === opportunity);
  if (deal === undefined || deal.cents === null) return { amount: null, currency: null };
  return { amount: (deal.cents / 100).toFixed(2), currency: deal.currency ?? config.currency };
}

const heldBy = (events: readonly TimelineEvent[]) => [
  ...new Set(
    events.flatMap(({ stage, opportunity }) =>
      opportunity !== undefined && ["opportunity", "won", "lost"].includes(stage) ? [opportunity] : [],
    ),
  ),
];

const isApproximate = ({ events }: PersonHistory, { mql_at, mql_origin }: CycleColumns) =>
  mql_origin === "recorded" &&
  events.every(({ stage, at, is_approximate }) => stage !== "mql" || at !== mql_at || is_approximate);

function rejectionReasonOf({ company }: TruthContext, { rejection_reason_raw: raw }: CycleColumns): string {
  return raw === null ? "No reason given" : (company.reasons.get(raw) ?? "Unmapped");
}
