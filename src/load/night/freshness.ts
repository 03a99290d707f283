/** How old the data of each source is, by the clock of the run. */
import type { Config } from "../../config/config_schema.js";
import type { Instant } from "../../table/columns.js";
import type { LoadRecord } from "../load_record.js";

/**
 * `fresh`: younger than `warn`; `late`: its newest record or its newest content is older than `warn`; `stale`: both are older
 * than `error`, and the source was fresh before; `unknown`: nothing of it was loaded before the clock of the run.
 */
export type FreshnessStatus = "fresh" | "late" | "stale" | "unknown";

/** The age of one source. Contains times of records, but no other value of them. */
export interface SourceFreshness {
  readonly source: string;
  readonly status: FreshnessStatus;
  /** The newest time in its records up to the clock of the run; null if they have none. */
  readonly newest_record_at: Instant | null;
  /** The clock of the newest run that loaded content of it that was not there before. */
  readonly newest_load_at: Instant | null;
  readonly record_hours: number | null;
  readonly load_hours: number | null;
  /** From these hours on it is late, or stale; null if the source is never judged. */
  readonly warn_hours: number | null;
  readonly error_hours: number | null;
  /** True if an earlier load had a record that was younger than `error_hours` then. */
  readonly was_fresh: boolean;
}

type FreshnessLimits = Pick<Config, "freshness_hours"> & {
  readonly sources: readonly Pick<Config["sources"][number], "name" | "freshness_hours">[];
};
type FreshnessLoad = Pick<LoadRecord, "system" | "loaded_at" | "changed" | "newest_at">;

/** Judges every source of the configuration, in its order. */
export const judgeFreshness = (
  config: FreshnessLimits,
  loads: readonly FreshnessLoad[],
  asOf: Instant,
): SourceFreshness[] =>
  config.sources.map(({ name, freshness_hours }) => {
    // A run that looks back does not know what was loaded later.
    const own = loads.filter(({ system, loaded_at }) => system === name && hoursBetween(loaded_at, asOf) >= 0);
    const limits = freshness_hours === undefined ? config.freshness_hours : freshness_hours;
    return judgeSource(name, own, limits, asOf);
  });

function judgeSource(
  source: string,
  loads: readonly FreshnessLoad[],
  limits: Config["freshness_hours"] | null,
  asOf: Instant,
): SourceFreshness {
  const newest_record_at = latest(loads.map(newestRecordOf));
  const newest_load_at = latest(loads.map(({ loaded_at }) => loaded_at));
  const record_hours = newest_record_at && hoursBetween(newest_record_at, asOf);
  const load_hours = newest_load_at && hoursBetween(newest_load_at, asOf);
  const was_fresh = limits !== null && wasFresh(loads, limits.error);
  const ages = [record_hours, load_hours].filter((hours) => hours !== null);
  const isOlderThan = (hours: number) => (age: number) => age > hours;
  const status =
    ages.length === 0
      ? "unknown"
      : limits === null || !ages.some(isOlderThan(limits.warn))
        ? "fresh"
        : ages.every(isOlderThan(limits.error)) && was_fresh
          ? "stale"
          : "late";
  const rounded = (hours: number | null) => hours && Math.round(hours * 10) / 10;
  return {
    ...{ source, status, newest_record_at, newest_load_at },
    ...{ record_hours: rounded(record_hours), load_hours: rounded(load_hours) },
    ...{ warn_hours: limits?.warn ?? null, error_hours: limits?.error ?? null, was_fresh },
  };
}

/** Without any time in the records, two runs that found new content show that the export comes regularly. */
function wasFresh(loads: readonly FreshnessLoad[], error: number): boolean {
  const dated = loads.filter((load) => newestRecordOf(load) !== null);
  if (dated.length === 0) return new Set(loads.map(({ loaded_at }) => loaded_at)).size > 1;
  return dated.some((load) => hoursBetween(newestRecordOf(load)!, load.loaded_at) <= error);
}

/** Loads of earlier versions have only the last change, which may be in the future. */
function newestRecordOf({ newest_at, changed, loaded_at }: FreshnessLoad): Instant | null {
  if (newest_at !== undefined) return newest_at;
  return changed && hoursBetween(changed.to, loaded_at) >= 0 ? changed.to : null;
}

const latest = (instants: readonly (Instant | null)[]): Instant | null =>
  instants.reduce(
    (one, other) => (one === null || (other !== null && hoursBetween(one, other) > 0) ? other : one),
    null,
  );

const hoursBetween = (from: Instant, to: Instant): number => (Date.parse(to) - Date.parse(from)) / 3_600_000;

/** E.g. `crm: the newest record is of 2026-06-28T22:10:00Z (55 h old), the newest content came at 2026-06-29T05:15:00Z (48 h ago)`. */
export function describeFreshness({ source, ...one }: SourceFreshness): string {
  const record =
    one.newest_record_at === null
      ? "its records have no times"
      : `the newest record is of ${toSeconds(one.newest_record_at)} (${describeHours(one.record_hours!)} old)`;
  return one.newest_load_at === null
    ? `${source}: nothing was loaded`
    : `${source}: ${record}, the newest content came at ${toSeconds(one.newest_load_at)} (${describeHours(one.load_hours!)} ago)`;
}

const toSeconds = (at: Instant) => at.replace(/\.\d+Z$/, "Z");
/** Whole hours; from four days on, days. */
const describeHours = (hours: number) => (hours < 96 ? `${Math.floor(hours)} h` : `${Math.floor(hours / 24)} days`);
