/** What the paths and the change dates of exports say: which day they are of, and whether they have only changes. */
import type { Instant } from "../table/columns.js";
import type { LoadRecord } from "./load_record.js";

/** How far an export of changes may overlap with the export before it. */
const overlapMs = 48 * 3_600_000;

/** A day in a path: 2026-06-01, 2026_06_01 or 20260601, also with a time after it. */
const dayInPath = /(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=(\d{4}|\d{6})?(?!\d))/g;

/** The days in a path, e.g. `2026-06-01`, in its order. */
export const daysInPath = (file: string): string[] =>
  [...file.matchAll(dayInPath)].map(([, year, , month, day]) => `${year}-${month}-${day}`);

/** True if a file name has a year, a quarter or a month, but no day: `leads_2026-06.csv`. */
export const namesPeriod = (name: string): boolean =>
  daysInPath(name).length === 0 && /(?<!\d)20\d\d([-_.]?(0[1-9]|1[0-2]|q[1-4]))?(?!\d)/i.test(name);

/** The first and last change of the records of an export. Both are null if one of its files does not have them. */
export interface ExportSpan {
  readonly from: Instant | null;
  readonly to: Instant | null;
}

/** The span of files that are one export, by the change or the creation of their records; files without rows do not count. */
export function spanOf(
  loads: readonly Pick<LoadRecord, "loaded" | "changed" | "created">[],
  by: "changed" | "created" = "changed",
): ExportSpan {
  const spans = loads.filter(({ loaded }) => loaded > 0).map((load) => load[by] ?? null);
  const known = spans.flatMap((span) => (span === null ? [] : [span]));
  if (known.length === 0 || known.length < spans.length) return { from: null, to: null };
  return { from: earliest(known.map(({ from }) => from)), to: latest(known.map(({ to }) => to)) };
}

/** What is known of the exports before one: the latest change of a record, and whether the last one had only changes. */
export interface ExportsBefore {
  readonly reached: Instant | null;
  readonly isIncremental: boolean;
}

/** True if all records of an export changed after the exports before it, within the overlap, and some after their latest change. */
export function hasOnlyChanges(
  { reached, isIncremental }: ExportsBefore,
  { from, to, rows }: ExportSpan & { readonly rows: number },
): boolean {
  return rows === 0 ? isIncremental : isLater({ from, to }, reached);
}

/** True if a span begins after an instant, within the overlap, and ends after it. */
export function isLater({ from, to }: ExportSpan, reached: Instant | null): boolean {
  if (reached === null || from === null || to === null) return false;
  return toMillis(from) >= toMillis(reached) - overlapMs && toMillis(to) > toMillis(reached);
}

/** The longest period of an extract: a year in Pardot, 31 days in Marketo. */
const longestWindowMs = 366 * 24 * 3_600_000;

/** True if an export with these dates may be an extract of a period. Without dates it may. */
export const mayBeWindow = ({ from, to }: ExportSpan): boolean =>
  from === null || to === null || toMillis(to) - toMillis(from) <= longestWindowMs;

const toMillis = (at: Instant) => Date.parse(at);
const earliest = (all: readonly Instant[]) => all.reduce((one, two) => (toMillis(two) < toMillis(one) ? two : one));
export const latest = (all: readonly Instant[]): Instant =>
  all.reduce((one, two) => (toMillis(two) > toMillis(one) ? two : one));
