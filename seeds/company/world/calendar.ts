/** Instants as text, as the company's systems write them, and the days of its reporting zone. */
import { DAY, HOUR, type Micros, SECOND } from "./time_units.js";
import { dayNumberText, TimeZone } from "./time_zone.js";

/** The calendar of the zone in which the company works and reports. */
export class LocalCalendar extends TimeZone {
  /** The local time of an instant, expressed as if it were UTC. */
  local(at: Micros): Micros {
    return at + this.offsetAt(at);
  }

  /** The first instant of the local day of this instant. */
  dayStart(at: Micros): Micros {
    return this.startOf(this.dayOf(at));
  }

  /** The last microsecond of the local day of this instant. */
  dayEnd(at: Micros): Micros {
    return this.endOf(this.dayOf(at));
  }

  isSameDay(one: Micros, other: Micros): boolean {
    return this.dayOf(one) === this.dayOf(other);
  }

  /** The local date as midnight UTC, which is how exports store a date without a time. */
  date(at: Micros): Micros {
    return this.dayOf(at) * DAY;
  }

  /** The instant of a local time; the reverse of `local`. */
  utc(local: Micros): Micros {
    return local - this.offsetAt(local - this.offsetAt(local));
  }
}

export const floorDay = (at: Micros): Micros => Math.floor(at / DAY) * DAY;
/** Cuts an instant to whole seconds, since the exported systems store no fractions. */
export const floorSecond = (at: Micros): Micros => Math.floor(at / SECOND) * SECOND;
export const utc = (...[year, month, day]: [number, number, number]): Micros => Date.UTC(year, month - 1, day) * 1000;

const dayTexts = new Map<number, string>();
const two = (number: number) => String(number).padStart(2, "0");
const clocks = Array.from({ length: 1440 }, (_, minute) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}:`);
const seconds = Array.from({ length: 60 }, (_, second) => two(second));

/** `2022-12-21`. Cached, because the same days are written many times. */
export function dayText(at: Micros): string {
  const day = Math.floor(at / DAY);
  const text = dayTexts.get(day) ?? dayNumberText(day);
  dayTexts.set(day, text);
  return text;
}

function clockText(at: Micros): string {
  const second = Math.floor((at - floorDay(at)) / SECOND);
  return clocks[Math.floor(second / 60)]! + seconds[second % 60]!;
}

/** `2022-12-21 14:27:52`, without a zone. A Salesforce Data Export writes dates like this too, at midnight. */
export const dateTimeText = (at: Micros): string => `${dayText(at)} ${clockText(at)}`;
/** `2022-02-13T14:06:20Z`. */
export const isoText = (at: Micros): string => `${dayText(at)}T${clockText(at)}Z`;
/** The same instant with the offset of a zone five hours behind UTC: `2022-02-13T09:06:20-0500`. */
export const isoOffsetText = (at: Micros): string => `${dayText(at - 5 * HOUR)}T${clockText(at - 5 * HOUR)}-0500`;
export const monthText = (at: Micros): string => dayText(at).slice(0, 7);
