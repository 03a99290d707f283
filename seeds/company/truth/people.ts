/** One person as `marts.people` must have it. */
import type { PersonHistory } from "../world/ground_truth.js";
import { DAY, type Micros } from "../world/time_units.js";
import { CampaignTouches, channelOf } from "./campaign_touches.js";
import type { ExpectedCycle } from "./cycles.js";
import { currentScoreOf } from "./scores.js";
import type { TruthContext } from "./truth_context.js";

/** A person in truth.json, as of the time of the exports. */
export function expectedPerson(person: PersonHistory, context: TruthContext, cycles: readonly ExpectedCycle[]) {
  const { company, versions } = context;
  const { first } = new CampaignTouches(person, company.asOf);
  return {
    person_id: person.person_id,
    human: person.human,
    records: person.records,
    ...person.profile,
    account_is_matched: person.account_is_matched,
    channel: channelOf(company, person.profile.source, first),
    first_campaign_id: first,
    stage: cycles.at(-1)?.outcome ?? null,
    is_customer: cycles.some(({ outcome }) => outcome === "won"),
    ...activityOf(person, company.asOf),
    ...(versions.length === 0 ? {} : scoresOf(person, context)),
  };
}

function scoresOf(person: PersonHistory, { company, versions }: TruthContext) {
  const { grade, fit_score, engagement_score, total_score, is_disqualified, tier, ...rest } = currentScoreOf(
    versions,
    person,
    company.asOf,
  );
  const { quadrant, action } = rest;
  return { fit_score, grade, engagement_score, total_score, is_disqualified, quadrant, action, tier };
}

/** The last activity, and the number of activities in the last 30 days, without bots. */
function activityOf({ activities }: PersonHistory, asOf: Micros) {
  const own = activities.filter(({ is_bot, at }) => !is_bot && at <= asOf);
  return {
    last_activity_at: own.at(-1)?.at ?? null,
    activities_30d: own.filter(({ at }) => at >= asOf - 30 * DAY).length,
  };
}
