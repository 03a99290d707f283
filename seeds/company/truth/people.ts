/** One person as marts.people must have it. */
import type { PersonHistory } from "../world/ground_truth.js";
import { DAY, type Micros } from "../world/time_units.js";
import { CampaignTouches, channelOf } from "./campaign_touches.js";
import type { ExpectedCycle } from "./cycles.js";
import { currentScoreOf } from "./scores.js";
import type { TruthContext } from "./truth_context.js";

/** A row of truth.json, of all that its cycles and the run's as-of make of a life; instants are micros. */
export function expectedPerson(life: PersonHistory, book: TruthContext, cycles: readonly ExpectedCycle[]) {
  const { company: world, versions } = book;
  const { first } = new CampaignTouches(life, world.asOf);
  return {
    person_id: life.person_id,
    human: life.human,
    records: life.records,
    ...life.profile,
    account_is_matched: life.account_is_matched,
    channel: channelOf(world, life.profile.source, first),
    first_campaign_id: first,
    stage: cycles.at(-1)?.outcome ?? null,
    is_customer: cycles.some(({ outcome }) => outcome === "won"),
    ...activityOf(life, world.asOf),
    ...(versions.length === 0 ? {} : scoresOf(life, book)),
  };
}

function scoresOf(life: PersonHistory, { company: world, versions }: TruthContext) {
  const { grade, fit_score, engagement_score, total_score, is_disqualified, tier, ...standing } = currentScoreOf(
    versions,
    life,
    world.asOf,
  );
  const { quadrant, action } = standing;
  return { fit_score, grade, engagement_score, total_score, is_disqualified, quadrant, action, tier };
}

/** When the person, and no machine, did something last, and how often in the closed 30 days up to now. */
function activityOf({ activities: did }: PersonHistory, asOf: Micros) {
  const own = did.filter(({ is_bot, at }) => !is_bot && at <= asOf);
  return {
    last_activity_at: own.at(-1)?.at ?? null,
    activities_30d: own.filter(({ at }) => at >= asOf - 30 * DAY).length,
  };
}
