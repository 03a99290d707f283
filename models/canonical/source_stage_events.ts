import { sql } from "kysely";
import { pickColumns, type RowOf } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { record_reasons } from "../run/record_reasons.js";
import { field_stage_events } from "./field_stage_events.js";
import { lead_reasons } from "./lead_reasons.js";
import { lead_status_events } from "./lead_status_events.js";
import { source_people } from "./source_people.js";
import { source_stage_events_given } from "./source_stage_events_given.js";

const columns = {
  ...source_stage_events_given.columns,
  ...pickColumns(field_stage_events, "is_guess"),
};

export const source_stage_events = model({
  name: "intermediate.source_stage_events",
  about: "One row per record, stage that it reached according to a source, and time.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "opportunity_id", "stage", "occurred_at", "mql_at"],
  from: {
    given: source_stage_events_given,
    status_events: lead_status_events,
    field_events: field_stage_events,
    people: source_people,
    lead_reasons,
    reasons: record_reasons,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with field_or_history_events as (
      -- The value before the first change of a history is the only one that the history does not date.
      select system, entity, record_id, stage, is_approximate, is_approximate as is_guess, occurred_at
      from status_events
      union all
      select system, entity, record_id, stage, is_approximate, is_guess, occurred_at
      from field_events
      -- Stages of other objects, e.g. of deals, are none of the record of a person that has the same id.
      semi join people on people.system = field_events.system and people.entity = field_events.entity
    ),
    record_events as (
      select *, min(occurred_at) over later as next_at
      from field_or_history_events
      where stage is not null and occurred_at is not null
      window later as (
        partition by system, entity, record_id order by occurred_at
        range between interval 1 microsecond following and unbounded following
      )
    ),
    given_reasons as (select * from lead_reasons where reason is not null),
    everything as (
      select
        system,
        entity,
        record_id,
        opportunity_id,
        owner_id,
        stage,
        reason,
        is_approximate,
        false as is_guess,
        mql_at,
        occurred_at
      from given
      union all by name
      select system, entity, record_id, stage, is_approximate, is_guess, occurred_at
      from record_events
      where stage not in ('rejected', 'recycled')
      union all by name
      select
        refused.system,
        refused.entity,
        refused.record_id,
        refused.stage,
        -- The reason at that time, else one typed before the next stage; without a history of reasons, the present one.
        case when lead_reasons.from_at is null then reasons.reason
          when coalesce(given_reasons.from_at < refused.next_at, true) then coalesce(lead_reasons.reason, given_reasons.reason)
          else lead_reasons.reason end as reason,
        refused.is_approximate,
        refused.is_guess,
        refused.occurred_at
      from (select * from record_events where stage in ('rejected', 'recycled')) as refused
      asof left join lead_reasons on lead_reasons.system = refused.system and lead_reasons.entity = refused.entity
        and lead_reasons.record_id = refused.record_id and lead_reasons.from_at <= refused.occurred_at
      asof left join given_reasons on given_reasons.system = refused.system and given_reasons.entity = refused.entity
        and given_reasons.record_id = refused.record_id and given_reasons.from_at >= refused.occurred_at
      left join reasons on reasons.system = refused.system and reasons.entity = refused.entity
        and reasons.record_id = refused.record_id
    )
    select
      system,
      entity,
      record_id,
      opportunity_id,
      owner_id,
      stage,
      reason,
      is_approximate,
      mql_at,
      occurred_at,
      is_guess
    from everything
    qualify row_number() over (
      partition by system, entity, record_id, opportunity_id, stage, occurred_at, mql_at
      order by is_approximate, is_guess, reason nulls last, owner_id nulls last
    ) = 1`,
});
