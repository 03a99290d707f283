import type { Day } from "../../../src/table/columns.js";
import { DAY, HOUR, type Micros } from "./time_units.js";

const QUARTER = HOUR / 4;

/** A calendar day as the number of days since 1970-01-01. */
export const dayNumber = (day: Day): number => (Date.parse(`${day}T00:00:00Z`) * 1000) / DAY;

/** The reverse of `dayNumber`: a day number as text, e.g. `2022-12-21`. */
export const dayNumberText = (day: number) => new Date((day * DAY) / 1000).toISOString().slice(0, 10) as Day;

/** The calendar of a time zone. It caches offsets by day, because a call of Intl takes microseconds. */
export class TimeZone {
  private readonly clock: Intl.DateTimeFormat;
  /** Offset by UTC day; null if the offset changes on that day. */
  private readonly dayOffsets = new Map<number, Micros | null>();
  private readonly quarterOffsets = new Map<number, Micros>();
  private readonly starts = new Map<number, Micros>();

  constructor(name: string) {
    const [digits, short] = ["numeric", "2-digit"] as const;
    this.clock = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      hourCycle: "h23",
      year: digits,
      month: short,
      day: short,
      hour: short,
      minute: short,
      second: short,
    });
  }

  /** The local day of an instant, as days since 1970-01-01. */
  dayOf(at: Micros): number {
    return Math.floor((at + this.offsetAt(at)) / DAY);
  }

  /** The instant at which a local day begins: the first quarter of an hour of that day. */
  startOf(day: number): Micros {
    let start = this.starts.get(day);
    if (start !== undefined) return start;
    start = (day - 1) * DAY;
    while (this.dayOf(start) < day) start += QUARTER;
    this.starts.set(day, start);
    return start;
  }

  /** The last microsecond of a local day. */
  endOf(day: number): Micros {
    return this.startOf(day + 1) - 1;
  }

  /** How far local time is ahead of UTC. */
  offsetAt(at: Micros): Micros {
    const day = Math.floor(at / DAY);
    let offset = this.dayOffsets.get(day);
    if (offset === undefined) {
      const start = this.measureOffset(day * DAY);
      offset = start === this.measureOffset((day + 1) * DAY) ? start : null;
      this.dayOffsets.set(day, offset);
    }
    return offset ?? this.offsetOfQuarter(Math.floor(at / QUARTER));
  }

  /** The offset in a quarter of an hour. Offsets change at full quarters only. */
  private offsetOfQuarter(quarter: number): Micros {
    const known = this.quarterOffsets.get(quarter);
    const offset = known ?? this.measureOffset(quarter * QUARTER);
    if (known === undefined) this.quarterOffsets.set(quarter, offset);
    return offset;
  }

  private measureOffset(at: Micros): Micros {
    const parts = this.clock.formatToParts(at / 1000);
    const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
    const local = Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
    return local * 1000 - at;
  }
}
