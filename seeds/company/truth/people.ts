/** One person as marts.people must have it. */
import { DAY, type Life, type Micros } from "../world/life.js";
import type { Book } from "./book.js";
import { CampaignsMet, channelOf } from "./campaigns.js";
import type { CycleRow } from "./cycles.js";
import { standingOf } from "./scores.js";

/** A row of truth.json, of all that its cycles and the run's as-of make of a life; instants are micros. */
export function personOf(life: Life, book: Book, cycles: readonly CycleRow[]) {
  const { world, versions } = book;
  const { first } = new CampaignsMet(life, world.asOf);
  return {
    person_id: life.person_id,
    human: life.human,
    records: life.records,
    ...life.standing,
    account_is_matched: life.account_is_matched,
    channel: channelOf(world, life.standing.source, first),
    first_campaign_id: first,
    stage: cycles.at(-1)?.outcome ?? null,
    is_customer: cycles.some(({ outcome }) => outcome === "won"),
    ...activityOf(life, world.asOf),
    ...(versions.length === 0 ? {} : scoresOf(life, book)),
  };
}

function scoresOf(life: Life, { world, versions }: Book) {
  const { grade, fit_score, engagement_score, total_score, is_disqualified, tier, ...standing } = standingOf(
    versions,
    life,
    world.asOf,
  );
  const { quadrant, action } = standing;
  return { fit_score, grade, engagement_score, total_score, is_disqualified, quadrant, action, tier };
}

/** When the person, and no machine, did something last, and how often in the closed 30 days up to now. */
function activityOf({ did }: Life, asOf: Micros) {
  const own = did.filter(({ is_bot, at }) => !is_bot && at <= asOf);
  return {
    last_activity_at: own.at(-1)?.at ?? null,
    activities_30d: own.filter(({ at }) => at >= asOf - 30 * DAY).length,
  };
}
