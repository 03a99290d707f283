/** Finds out whether the days or times of the list are those of another time zone. */
import type { DuckDBConnection } from "@duckdb/node-api";
import { quotedString } from "../table/dialect.js";
import { rowsOf } from "../table/rows.js";

/** Fewer pairs than this on another day prove no time zone. */
const leastPairs = 3;
/** The share of the pairs that a time zone must explain. */
const leastShare = 0.95;
/** The hours from one time zone to another are at most so many. */
const mostHours = 14;
const hoursEastAndWest = Array.from({ length: mostHours }, (_, at) => at + 1).flatMap((hours) => [hours, -hours]);

/**
 * Creates `shifted`: the matched rows whose day differs only because of the time zone of the list. Returns that zone in
 * words, e.g. `the list has the days of UTC`; undefined if no single zone explains the differences.
 */
export async function createShiftTable(reader: DuckDBConnection, zone: string): Promise<string | undefined> {
  await reader.run("create temp table shifted (row_no bigint)");
  return (await findShiftedDays(reader, zone)) ?? (await findShiftedTimes(reader));
}

/** Pairs of a date without a time and an MQL whose time is known. */
const datedPairs = `
  select listed.row_no, listed.listed_on, ours.mql_at, ours.mql_on
  from matched
  inner join listed on listed.row_no = matched.row_no
  inner join ours on ours.cycle_id = matched.cycle_id
  where listed.listed_at is null and not ours.mql_is_approximate and abs(ours.mql_on - listed.listed_on) <= 1`;

/**
 * A zone explains the list if nearly all pairs have the day of that zone: those that differ here, and those that do not.
 * UTC is tried first, because its distance from a zone with daylight saving time changes; then each whole number of hours.
 */
async function findShiftedDays(reader: DuckDBConnection, zone: string): Promise<string | undefined> {
  const local = `timezone(${quotedString(zone)}, timezone('UTC', mql_at))`;
  const [best] = await rowsOf<{ hours: bigint | null; name: string }>(
    reader,
    `with pairs as (${datedPairs}),
    days as (
      select pairs.*, null::bigint as hours, mql_at::date as day_there from pairs
      union all
      select pairs.*, zones.hours, (${local} + to_hours(zones.hours))::date
      from pairs
      cross join (select unnest([${hoursEastAndWest.join(", ")}]::bigint[]) as hours) as zones
    )
    select hours, case when hours is null then 'UTC' else '' end as name
    from days
    group by hours
    having count(*) filter (where listed_on <> mql_on) >= ${leastPairs}
      and count(*) filter (where listed_on <> mql_on and listed_on = day_there)
        >= ${leastShare} * count(*) filter (where listed_on <> mql_on)
      and count(*) filter (where listed_on = day_there) >= ${leastShare} * count(*)
    order by count(*) filter (where listed_on = day_there) desc, hours is not null, abs(hours), hours
    limit 1`,
  );
  if (best === undefined) return undefined;
  const there = best.hours === null ? "mql_at::date" : `(${local} + to_hours(${best.hours}))::date`;
  await reader.run(
    `insert into shifted select row_no from (${datedPairs}) where listed_on <> mql_on and listed_on = ${there}`,
  );
  return best.hours === null
    ? "the list has the days of UTC"
    : `the list has the days of a time zone ${describeHours(Math.abs(Number(best.hours)))} ${best.hours > 0n ? "east" : "west"} of ${zone}`;
}

/** Pairs of a time and an MQL whose time is known, with the minutes from the list to here. */
const timedPairs = `
  select listed.row_no, listed.listed_on, ours.mql_on,
    round((epoch_us(ours.mql_at) - epoch_us(listed.listed_at)) / 60e6)::bigint as minutes
  from matched
  inner join listed on listed.row_no = matched.row_no
  inner join ours on ours.cycle_id = matched.cycle_id
  where listed.listed_at is not null and not ours.mql_is_approximate
    and abs(epoch_us(ours.mql_at) - epoch_us(listed.listed_at)) <= ${mostHours} * 3600e6`;

/** Times that are all the same quarters of an hour apart; with daylight saving time an hour more or less for a part of them. */
async function findShiftedTimes(reader: DuckDBConnection): Promise<string | undefined> {
  const [usual] = await rowsOf<{ minutes: bigint; pairs: bigint; all: bigint }>(
    reader,
    `with pairs as (${timedPairs}), offsets as (
      select minutes, count(*) as pairs from pairs where minutes <> 0 and minutes % 15 = 0 group by minutes
    )
    select minutes, pairs, (select count(*) from pairs) as "all" from offsets order by pairs desc, abs(minutes) limit 1`,
  );
  if (usual === undefined || usual.pairs < BigInt(leastPairs)) return undefined;
  const isShifted = `minutes in (${[-60n, 0n, 60n].map((more) => usual.minutes + more).join(", ")}) and minutes <> 0`;
  const [explained] = await rowsOf<{ pairs: bigint }>(
    reader,
    `select count(*) as pairs from (${timedPairs}) where ${isShifted}`,
  );
  if (Number(explained!.pairs) < leastShare * Number(usual.all)) return undefined;
  await reader.run(`insert into shifted select row_no from (${timedPairs}) where listed_on <> mql_on and ${isShifted}`);
  const hours = describeHours(Math.abs(Number(usual.minutes)) / 60);
  return `the times of the list are ${hours} ${usual.minutes > 0n ? "earlier" : "later"} than here`;
}

const describeHours = (hours: number): string => `${hours} ${hours === 1 ? "hour" : "hours"}`;
