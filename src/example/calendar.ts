/** Instants as the made company's systems write them, and the days of its reporting zone. */
import { DAY, HOUR, type Micros, SECOND } from "./life.js";

/** The days of a time zone; offsets are looked up once an hour of the span, for Intl is slow. */
export class Zone {
  private readonly offsets = new Map<number, Micros>();
  private readonly format: Intl.DateTimeFormat;

  constructor(name: string) {
    this.format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: name, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
  }

  /** What the zone's clocks show, as if it were UTC. */
  local(at: Micros): Micros {
    return at + this.offset(at);
  }

  /** The first instant of the local day that holds this instant. */
  dayStart(at: Micros): Micros {
    return this.utc(floorDay(this.local(at)));
  }

  /** The last microsecond of that day. */
  dayEnd(at: Micros): Micros {
    return this.utc(floorDay(this.local(at)) + DAY) - 1;
  }

  isSameDay(one: Micros, other: Micros): boolean {
    return floorDay(this.local(one)) === floorDay(this.local(other));
  }

  /** Midnight of the local day, as exports write a bare date. */
  date(at: Micros): Micros {
    return floorDay(this.local(at));
  }

  /** The instant at which the zone's clocks show this: no zone here changes its clocks at midnight. */
  utc(local: Micros): Micros {
    const guess = local - this.offset(local);
    return local - this.offset(guess);
  }

  private offset(at: Micros): Micros {
    const hour = Math.floor(at / HOUR);
    const known = this.offsets.get(hour);
    if (known !== undefined) return known;
    const parts = Object.fromEntries(
      this.format.formatToParts((hour * HOUR) / 1000).map(({ type, value }) => [type, Number(value)]),
    );
    const { year, month, day, hour: clock, minute, second } = parts as Record<string, number>;
    const offset = Date.UTC(year!, month! - 1, day, clock, minute, second) * 1000 - hour * HOUR;
    this.offsets.set(hour, offset);
    return offset;
  }
}

export const floorDay = (at: Micros): Micros => Math.floor(at / DAY) * DAY;
/** Systems keep whole seconds. */
export const wholeSecond = (at: Micros): Micros => Math.floor(at / SECOND) * SECOND;
export const utc = (...[year, month, day]: [number, number, number]): Micros => Date.UTC(year, month - 1, day) * 1000;

const iso = (at: Micros) => new Date(at / 1000).toISOString();
/** `2022-12-21 14:27:52`, as Salesforce's Data Export writes both instants and, at midnight, dates. */
export const dataExportText = (at: Micros): string => `${iso(at).slice(0, 10)} ${iso(at).slice(11, 19)}`;
/** `2022-02-13T14:06:20Z`. */
export const marketoText = (at: Micros): string => `${iso(at).slice(0, 19)}Z`;
/** The same instant as a system five hours behind writes it. */
export const marketoOffsetText = (at: Micros): string => `${iso(at - 5 * HOUR).slice(0, 19)}-0500`;
export const monthText = (at: Micros): string => iso(at).slice(0, 7);
export const dayText = (at: Micros): string => iso(at).slice(0, 10);
