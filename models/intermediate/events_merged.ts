import { sql } from "kysely";
import { flag, pickColumns, type RowOf, whole } from "../../src/table/columns.js";
import { comparisonKey, dayIn } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { rejection_reasons } from "../lookups/rejection_reasons.js";
import { run_context } from "../run/run_context.js";
import { events_recorded } from "./events_recorded.js";
import { guesses_given_way } from "./guesses_given_way.js";

const columns = {
  ...pickColumns(
    events_recorded,
    "person_id",
    "system",
    "entity",
    "record_id",
    "opportunity_id",
    "opportunity_key",
    "owner_id",
    "stage",
    "detail",
  ),
  tellings: whole("How many rows of the sources tell of the event"),
  is_reason_mapped: flag("True if rejection_reasons.csv has the reason"),
  is_approximate: flag("True if no source gives the exact time"),
  ...pickColumns(events_recorded, "mql_at", "occurred_at"),
};

/** Instants of an event that are at most this far from the first of them are the first. */
const together = sql`interval 60 second`;
const ofEvent = sql`person_id, stage, deal`;

/** The same, without the rows that link it to the MQL of another day. */
const ofLinkedEvent = sql`${ofEvent}, merged_at, link`;

/**
 * The only place where one event that several records or fields tell becomes one (lifecycle.md 2). Instants follow each
 * other in runs without a longer pause; most runs are one instant, and only a run longer than a minute is cut step by step.
 * Rows without an opportunity that link to MQLs of different days tell of different events: a person who became a customer
 * by two MQLs was won twice, also on one day.
 */
export const events_merged = model({
  name: "intermediate.events_merged",
  about:
    "One row per person, stage, instant and opportunity (without one, per linked MQL): an exact instant, the dates of its day and the instants within a minute of it are one event.",
  materialized: "table",
  grain: ["person_id", "stage", "occurred_at", "opportunity_key", "mql_at"],
  from: { events: events_recorded, given_way: guesses_given_way, reasons: rejection_reasons, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recursive possible as (
      select
        events.* exclude (fault, opportunity_id, opportunity_key, occurred_at),
        case when given_way.person_id is null then events.opportunity_id else given_way.told_opportunity_id end
          as opportunity_id,
        case when given_way.person_id is null then events.opportunity_key else given_way.told_opportunity_key end
          as opportunity_key,
        coalesce(given_way.told_at, events.occurred_at) as occurred_at
      from events
      left join given_way on events.is_guess
        and given_way.person_id = events.person_id
        and given_way.stage = events.stage
        and given_way.opportunity_key is not distinct from events.opportunity_key
        and given_way.occurred_at = events.occurred_at
      where events.fault is null
    ),
    told as materialized (
      select
        possible.*,
        coalesce(possible.opportunity_key, '') as deal,
        ${dayIn("run.time_zone", "possible.occurred_at")} as day,
        case
          when possible.opportunity_key is null and possible.stage <> 'mql'
            then ${dayIn("run.time_zone", "possible.mql_at")}
        end as linked_day
      from possible
      cross join run
    ),
    instants as (select distinct ${ofEvent}, day, occurred_at from told where not is_approximate),
    starts as (
      select
        *,
        coalesce(occurred_at - lag(occurred_at) over (partition by ${ofEvent} order by occurred_at) > ${together}, true)
          as is_start
      from instants
    ),
    runs as materialized (
      select
        * exclude (is_start),
        max(occurred_at) filter (where is_start) over (
          partition by ${ofEvent}
          order by occurred_at
          rows between unbounded preceding and current row
        ) as run_at
      from starts
    ),
    long_runs as materialized (
      select *
      from runs
      qualify max(occurred_at) over (partition by ${ofEvent}, run_at) > run_at + ${together}
    ),
    firsts as (
      select distinct ${ofEvent}, run_at, run_at as first_at
      from long_runs
      union all
      select firsts.person_id, firsts.stage, firsts.deal, firsts.run_at, min(long_runs.occurred_at)
      from firsts
      inner join long_runs on long_runs.person_id = firsts.person_id
        and long_runs.stage = firsts.stage
        and long_runs.deal = firsts.deal
        and long_runs.run_at = firsts.run_at
        and long_runs.occurred_at > firsts.first_at + ${together}
      group by all
    ),
    merged_instants as materialized (
      select
        runs.person_id,
        runs.stage,
        runs.deal,
        runs.day,
        runs.occurred_at,
        coalesce(max(firsts.first_at), runs.run_at) as first_at
      from runs
      left join firsts on firsts.person_id = runs.person_id
        and firsts.stage = runs.stage
        and firsts.deal = runs.deal
        and firsts.run_at = runs.run_at
        and firsts.first_at <= runs.occurred_at
      group by runs.person_id, runs.stage, runs.deal, runs.day, runs.occurred_at, runs.run_at
    ),
    first_of_days as (
      select person_id, stage, deal, day, arg_min(first_at, occurred_at) as first_at
      from merged_instants
      group by person_id, stage, deal, day
    ),
    merged as (
      select
        told.*,
        coalesce(merged_instants.first_at, first_of_days.first_at, told.occurred_at) as merged_at
      from told
      left join merged_instants on not told.is_approximate
        and merged_instants.person_id = told.person_id
        and merged_instants.stage = told.stage
        and merged_instants.deal = told.deal
        and merged_instants.occurred_at = told.occurred_at
      left join first_of_days on told.is_approximate
        and first_of_days.person_id = told.person_id
        and first_of_days.stage = told.stage
        and first_of_days.deal = told.deal
        and first_of_days.day = told.day
    ),
    standard as (select distinct ${comparisonKey("raw_reason")} as raw_reason from reasons),
    ranked as (
      select
        merged.*,
        standard.raw_reason is not null as is_reason_mapped,
        -- Of rejections the one with a standard reason stands, however it is dated.
        merged.stage in ('rejected', 'recycled') as is_rejection,
        -- A row without a link tells of the event with the earliest one.
        coalesce(merged.linked_day, min(merged.linked_day) over (partition by ${ofEvent}, merged_at)) as link
      from merged
      left join standard on standard.raw_reason = ${comparisonKey("merged.detail")}
    )
    select
      person_id,
      system,
      entity,
      record_id,
      opportunity_id,
      opportunity_key,
      owner_id,
      stage,
      detail,
      count(*) over event as tellings,
      is_reason_mapped,
      bool_and(ranked.is_approximate) over event as is_approximate,
      coalesce(ranked.mql_at, min(ranked.mql_at) over event) as mql_at,
      merged_at as occurred_at
    from ranked
    window event as (partition by ${ofLinkedEvent})
    qualify row_number() over (
      partition by ${ofLinkedEvent}
      order by
        ranked.is_rejection and not ranked.is_reason_mapped,
        not ranked.is_rejection and ranked.is_approximate,
        case when not ranked.is_rejection then ranked.occurred_at end,
        ranked.is_guess,
        ranked.record_id,
        ranked.system,
        ranked.entity,
        ranked.mql_at nulls last,
        ranked.is_approximate,
        ranked.occurred_at,
        ranked.detail
    ) = 1`,
});
