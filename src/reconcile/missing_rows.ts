/** Why a row of the list is no MQL here: one temporary table per kind of reason, and the order in which they are tried. */
import { type RawBuilder, sql } from "kysely";
import { dayIn } from "../table/dialect.js";
import { type MissingReason, missingReason } from "./reasons.js";
import { shortfalls } from "./shortfalls.js";

const daySql = (day: string) => sql.raw(`strftime(${day}, '%Y-%m-%d')`);

/** Temporary tables in the order in which they are created: name and select. */
export const missingSteps = (zone: string, days: number): [string, RawBuilder<unknown>][] => [
  ["unmatched", sql`from listed where reason is null and row_no not in (select row_no from matched)`],
  ["without_cycle", mqlsWithoutCycle(zone)],
  ["rivals", closestRivals(days)],
  ["stages", stageOnListedDay(zone)],
  ["shortfalls", shortfalls(zone, days)],
  ["missing", missingRows(zone)],
];

/** MQLs here that began no cycle, each with its reason. */
const mqlsWithoutCycle = (zone: string) => sql`
  select
    person_id,
    ${dayIn(sql.lit(zone), "mql_at")} as mql_on,
    case role when 'repeat' then ${missingReason("repeat in an open cycle")}
      when 'blocked' then ${missingReason("inside the cool-off")}
      else ${missingReason("already a customer")} end as reason,
    mql_origin || ' on ' || ${daySql("mql_on")} || coalesce(', cycle ' || person_id || '#' || cycle_no, '') as detail
  from intermediate.mqls_assigned
  where role is distinct from 'opening'
  union all
  select
    events.person_id,
    ${dayIn(sql.lit(zone), "events.occurred_at")} as mql_on,
    ${missingReason("not counted by mql.source")},
    events.origin || ' on ' || ${daySql("mql_on")} || ', mql.source is ' || run.mql_source
  from marts.lifecycle_events as events
  cross join raw.run_context as run
  anti join intermediate.mqls_assigned as mqls
    on mqls.person_id = events.person_id and mqls.mql_at = events.occurred_at
  where events.stage = 'mql'`;

/** For each row the closest MQL within `days` that is not free: it began no cycle, or its cycle is matched with another row. */
const closestRivals = (days: number) => sql`
  with close as (
    select
      unmatched.row_no,
      abs(without_cycle.mql_on - unmatched.listed_on) as days,
      0 as turn,
      without_cycle.reason,
      without_cycle.detail
    from unmatched
    inner join without_cycle on without_cycle.person_id = unmatched.person_id
    where abs(without_cycle.mql_on - unmatched.listed_on) <= ${sql.lit(days)}
    union all
    select
      near.row_no,
      near.days,
      1,
      ${missingReason("cycle of another row")},
      'line ' || listed.line || ' is matched with ' || near.cycle_id
    from near
    inner join unmatched on unmatched.row_no = near.row_no
    inner join matched on matched.cycle_id = near.cycle_id
    inner join listed on listed.row_no = matched.row_no
  )
  from close
  qualify row_number() over (partition by row_no order by days, turn, reason, detail) = 1`;

/** The stage of the person's latest cycle at the end of the listed day; an entry without an MQL is a cycle, too. */
const stageOnListedDay = (zone: string) => sql`
  with begun as (
    select
      cycle_id,
      person_id,
      mql_at,
      sal_at,
      sql_at,
      opportunity_at,
      lost_at,
      rejected_at,
      coalesce(mql_at, sal_at) as begun_at,
      max(won_at) over (partition by person_id order by cycle_no) as customer_at
    from marts.mql_cycles
  ),
  latest as (
    select unmatched.row_no, unmatched.until_at, begun.*
    from unmatched
    asof join begun on begun.person_id = unmatched.person_id and begun.begun_at <= unmatched.until_at
  ),
  stood as (
    select
      row_no,
      cycle_id,
      case
        when customer_at <= until_at then 'won'
        when coalesce(rejected_at, lost_at) <= until_at then null
        when opportunity_at <= until_at then 'opportunity'
        when sql_at <= until_at then 'sql'
        when sal_at <= until_at then 'sal'
        else 'mql' end as stage,
      case
        when customer_at <= until_at then customer_at
        when opportunity_at <= until_at then opportunity_at
        when sql_at <= until_at then sql_at
        when sal_at <= until_at then sal_at
        else mql_at end as since_at
    from latest
  )
  select row_no, stage, stage || ' since ' || ${daySql("since_on")} || ', cycle ' || cycle_id as detail
  from (select *, ${dayIn(sql.lit(zone), "since_at")} as since_on from stood)
  where stage is not null`;

const missingRows = (zone: string) => sql`
  with exports as (
    select least((select min(occurred_at) from marts.lifecycle_events), (select min(created_at) from marts.people)) as first_at
  ),
  facts as (
    select
      unmatched.*,
      repeated.first_line,
      rivals.reason as rival,
      rivals.detail as rival_detail,
      moved.cycle_id as other_cycle_id,
      ours.mql_on - unmatched.listed_on as other_days,
      abs(other_days) || ' days ' || case when other_days > 0 then 'later' else 'earlier' end as apart,
      stages.stage,
      stages.detail as stage_detail,
      shortfalls.reason as shortfall,
      shortfalls.detail as shortfall_detail,
      ${dayIn(sql.lit(zone), "run.as_of")} as run_on,
      ${dayIn(sql.lit(zone), "exports.first_at")} as first_on,
      ${dayIn(sql.lit(zone), "people.created_at")} as known_on
    from unmatched
    cross join raw.run_context as run
    cross join exports
    left join marts.people as people on people.person_id = unmatched.person_id
    left join repeated on repeated.row_no = unmatched.row_no
    left join rivals on rivals.row_no = unmatched.row_no
    left join moved on moved.row_no = unmatched.row_no
    left join ours on ours.cycle_id = moved.cycle_id
    left join stages on stages.row_no = unmatched.row_no
    left join shortfalls on shortfalls.row_no = unmatched.row_no
  )
  select row_no, reason, detail from listed where reason is not null
  union all
  select row_no, unnest(list_first([found for found in [
    ${reasonIf("first_line is not null", "repeated in the list", sql`'line ' || first_line`)},
    ${reasonIf("listed_on > run_on", "after the run", sql`'the run is as of ' || ${daySql("run_on")}`)},
    {reason: rival, detail: rival_detail},
    ${reasonIf("listed_on < first_on", "before the exports", sql`'the exports begin on ' || ${daySql("first_on")}`)},
    ${reasonIf("other_days is not null", "another date", sql`apart || ' here, cycle ' || other_cycle_id`)},
    ${reasonIf("listed_on < known_on", "before the person was known", sql`'first record of ' || ${daySql("known_on")}`)},
    ${reasonIf("stage = 'mql'", "in an open cycle", sql`stage_detail`)},
    ${reasonIf("stage is not null", "at a later stage", sql`stage_detail`)},
    {reason: shortfall, detail: shortfall_detail},
    ${reasonIf("true", "no reason found", sql`null::varchar`)}
  ] if found.reason is not null]))
  from facts`;

const reasonIf = (when: string, reason: MissingReason, detail: RawBuilder<unknown>) =>
  sql`{reason: case when ${sql.raw(when)} then ${missingReason(reason)} end, detail: ${detail}}`;
