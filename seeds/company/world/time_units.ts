/** Microseconds since 1970 in UTC, or a span of time. A whole number below 2^53, so that a plain number holds it exactly. */
export type Micros = number;

export const SECOND: Micros = 1_000_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
