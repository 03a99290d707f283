/** Instants and spans in microseconds, as exact whole numbers. */
import { formatIsoInstant } from "../../src/table/rows.js";

/** Microseconds since 1970 in UTC, or the length of a span. */
export type Micros = bigint;

const HOUR = 3_600_000_000;

/** A number of hours, rounded to the microsecond. */
export const hours = (count: number): Micros => BigInt(Math.round(count * HOUR));
/** A number of days of 24 hours. */
export const days = (count: number): Micros => hours(count * 24);

/** Parses an instant, e.g. `2026-07-31T09:00:00.000001Z`. */
export function microsOf(instant: string): Micros {
  const [, second, fraction = ""] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(instant) ?? [];
  if (second === undefined) throw new Error(`no instant: ${instant}`);
  return BigInt(Date.parse(`${second}Z`)) * 1000n + BigInt(fraction.padEnd(6, "0"));
}

/** Formats an instant as rows from the warehouse have it. */
export const isoOf = (micros: Micros) => formatIsoInstant({ micros });

/** The instant at which a day begins in a time zone: the first quarter of an hour of that local day. */
export function dayStartIn(zone: string, day: string): Micros {
  const calendar = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const quarter = 900_000;
  let at = Date.parse(`${day}T00:00:00Z`) - 96 * quarter;
  while (calendar.format(at) !== day) at += quarter;
  return BigInt(at) * 1000n;
}
