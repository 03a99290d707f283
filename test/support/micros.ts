/** Instants to the microsecond and spans of time, as exact whole numbers. */
import { formatIsoInstant } from "../../src/table/rows.js";

/** Microseconds since 1970, UTC; of spans, microseconds. */
export type Micros = bigint;

const HOUR = 3_600_000_000;

/** So many hours; parts of one to the nearest microsecond. */
export const hours = (count: number): Micros => BigInt(Math.round(count * HOUR));
/** So many days of 24 hours. */
export const days = (count: number): Micros => hours(count * 24);

/** Of an instant as text, such as `2026-07-31T09:00:00.000001Z`. */
export function microsOf(instant: string): Micros {
  const [, second, fraction = ""] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?Z$/.exec(instant) ?? [];
  if (second === undefined) throw new Error(`no instant: ${instant}`);
  return BigInt(Date.parse(`${second}Z`)) * 1000n + BigInt(fraction.padEnd(6, "0"));
}

/** The same as text, as rows read from the warehouse have it. */
export const isoOf = (micros: Micros) => formatIsoInstant({ micros });

/** The instant at which a calendar day begins in a time zone: the first quarter of an hour that is that day there. */
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
