/** Numbers and instants in reports, in American English on every machine, so that two runs give the same page. */
import type { Instant } from "../table/columns.js";

/** Shown if there is no number. */
export const noValue = "–";

const countFormat = new Intl.NumberFormat("en-US");
const shareFormat = new Intl.NumberFormat("en-US", {
  style: "percent",
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});

/** `12,345` */
export const formatCount = (value: bigint | number): string => countFormat.format(value);

const decimalFormat = new Intl.NumberFormat("en-US", {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: "negative", // -0.04 is 0.0
});

/** `51` or `50.5`: a score or threshold. */
export const formatNumber = (value: number): string => countFormat.format(value);

/** `12.3`; a dash if there is none. */
export const formatDecimal = (value: number | null): string => (value === null ? noValue : decimalFormat.format(value));

/** `56.3%`; a dash if the rate has no denominator. */
export const formatPercent = (share: number | null): string => (share === null ? noValue : shareFormat.format(share));

/** `42.3–69.3%`; empty if the rate has no denominator. */
export const formatInterval = (low: number | null, high: number | null): string =>
  low === null || high === null ? "" : `${formatPercent(low).slice(0, -1)}–${formatPercent(high)}`;

/** `14 days`, `1 day` */
export const formatDays = (value: number): string => `${countFormat.format(value)} day${value === 1 ? "" : "s"}`;

/** `Tuesday, June 30, 2026 at 8:00 PM Eastern Daylight Time` */
export const formatInstant = (at: Instant, timeZone: string): string => {
  const day = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeZone }).format(new Date(at));
  const time = { hour: "numeric", minute: "2-digit", timeZoneName: "long", timeZone } as const;
  // Newer versions of ICU write a narrow no-break space before PM.
  return `${day} at ${new Intl.DateTimeFormat("en-US", time).format(new Date(at))}`.replace(/[\u202f\u00a0]/g, " ");
};

const monthFormat = new Intl.DateTimeFormat("en-US", { month: "short", year: "numeric", timeZone: "UTC" });

/** `Jan 2026` from any day of the month; a dash if there is none. */
export const formatMonth = (day: { toString(): string } | null): string =>
  day === null ? noValue : monthFormat.format(new Date(`${day}T00:00:00Z`));

/** `Unmapped personas` for `unmapped personas`. */
export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
