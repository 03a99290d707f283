/** Finds what several records tell of one event. It shares no code with the product's SQL. */
import { MINUTE, type Micros } from "../world/time_units.js";
import type { TimelineEvent } from "./timeline.js";

/** A stage as one record tells it. `record` breaks ties. */
export interface Telling extends TimelineEvent {
  isApproximate: boolean;
  record?: string;
}

/** One person's events: an exact instant, what follows within a minute of it, and the dates of a day with an exact instant are one. */
export function mergeTellings(tellings: readonly Telling[], dayOf: (at: Micros) => number): TimelineEvent[] {
  const groups = new Map<string, Telling[]>();
  for (const telling of tellings) {
    const key = JSON.stringify([telling.stage, telling.opportunity ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), telling]);
  }
  return [...groups.values()].flatMap((group) => mergeGroup(group, dayOf));
}

function mergeGroup(group: readonly Telling[], dayOf: (at: Micros) => number): TimelineEvent[] {
  const events: { at: Micros; told: Telling[] }[] = [];
  const eventAt = (at: Micros) => {
    const event = { at, told: [] };
    events.push(event);
    return event;
  };
  /** Of each day the event of its first exact instant. */
  const firstOfDay = new Map<number, { at: Micros; told: Telling[] }>();
  const inOrder = [...group].sort((one, other) => one.at - other.at);
  for (const telling of inOrder.filter(({ isApproximate }) => !isApproximate)) {
    const last = events.at(-1);
    const event = last && telling.at - last.at <= MINUTE ? last : eventAt(telling.at);
    event.told.push(telling);
    if (!firstOfDay.has(dayOf(telling.at))) firstOfDay.set(dayOf(telling.at), event);
  }
  const exact = events.length;
  for (const telling of inOrder.filter(({ isApproximate }) => isApproximate)) {
    const known = firstOfDay.get(dayOf(telling.at)) ?? events.slice(exact).find(({ at }) => at === telling.at);
    (known ?? eventAt(telling.at)).told.push(telling);
  }
  return events
    .flatMap((event) => splitByLink(event, dayOf))
    .map(({ at, told }) => {
      const { isApproximate: _, record: __, ...event } = bestTelling(told);
      const links = told.flatMap(({ link }) => (link === undefined ? [] : [link]));
      return { ...event, at, link: event.link ?? (links.length > 0 ? Math.min(...links) : undefined) };
    });
}

/** Events without an opportunity that are linked to MQLs of different days are different events; one without a link belongs to the earliest. */
function splitByLink(
  { at, told }: { at: Micros; told: Telling[] },
  dayOf: (at: Micros) => number,
): { at: Micros; told: Telling[] }[] {
  const days = [...new Set(told.flatMap(({ link }) => (link === undefined ? [] : [dayOf(link)])))];
  if (days.length < 2 || told[0]!.opportunity || told[0]!.stage === "mql") return [{ at, told }];
  const first = Math.min(...days);
  return days.map((day) => ({
    at,
    told: told.filter(({ link }) => (link === undefined ? first : dayOf(link)) === day),
  }));
}

/** Of rejections the one with a standard reason, otherwise the first exact one; then the one of the smallest record. */
function bestTelling(told: readonly Telling[]): Telling {
  const isRejection = ["rejected", "recycled"].includes(told[0]!.stage);
  const rank = ({ isStandard, isApproximate, at }: Telling) =>
    isRejection ? [isStandard ? 0 : 1] : [isApproximate ? 1 : 0, at];
  return [...told].sort((one, other) => {
    const [mine, yours] = [rank(one), rank(other)];
    const difference = mine.map((value, no) => value - yours[no]!).find((value) => value !== 0);
    return difference ?? ((one.record ?? "") < (other.record ?? "") ? -1 : 1);
  })[0]!;
}
