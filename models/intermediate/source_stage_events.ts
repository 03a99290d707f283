import { sql } from "kysely";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../src/columns.js";
import { dayIn, dayStart, momentAsOf } from "../../src/dialect.js";
import { stages } from "../../src/lifecycle.js";
import { model } from "../../src/model.js";
import { run_context } from "../sources/run_context.js";
import { mapped_stage_events } from "../staging/mapped_stage_events.js";
import { field_stage_events } from "./field_stage_events.js";
import { lead_conversions } from "./lead_conversions.js";
import { lead_reasons } from "./lead_reasons.js";
import { lead_status_events } from "./lead_status_events.js";
import { record_reasons } from "./record_reasons.js";

const columns = {
  system: text("Source"),
  entity: text("Object that says so: lead, contact, leads, people"),
  record_id: text("Record"),
  opportunity_id: nullable(text("Opportunity; null where the source names none")),
  owner_id: nullable(text("Who did it; null if the source does not say")),
  stage: oneOf(stages, "Stage reached"),
  reason: nullable(text("Raw reason, of rejections and losses")),
  is_approximate: flag("Whether the source gave no exact instant"),
  mql_at: nullable(instant("The MQL that the source links it to, UTC; null if none")),
  occurred_at: instant("When, UTC: of a date its start for an mql, else its end, capped at the run's as-of"),
};

export const source_stage_events = model({
  name: "intermediate.source_stage_events",
  about: "One row per record and stage that a source says it reached, and when.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "opportunity_id", "stage", "occurred_at", "mql_at"],
  from: {
    mapped: mapped_stage_events,
    status_events: lead_status_events,
    field_events: field_stage_events,
    conversions: lead_conversions,
    lead_reasons,
    reasons: record_reasons,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with mapped_dated as (
      select mapped.* exclude (occurred_at, mql_at), mapped.occurred_at_is_date as is_approximate,
        case when mapped.occurred_at_is_date and mapped.stage = 'mql' then ${dayStart("run.time_zone", sql`mapped.occurred_at::date`)}
          else ${momentAsOf("mapped.occurred_at", "mapped.occurred_at_is_date", "run.time_zone", "run.as_of")} end as occurred_at,
        case when mapped.mql_at_is_date then ${dayStart("run.time_zone", sql`mapped.mql_at::date`)}
          else mapped.mql_at end as named_mql_at
      from mapped
      cross join run
    ),
    own_mqls as (
      select system, record_id, min(occurred_at) as mql_at from mapped_dated where stage = 'mql' group by system, record_id
    ),
    told as (
      select system, entity, record_id, stage, is_approximate, occurred_at from status_events
      union all
      select system, entity, record_id, stage, is_approximate, occurred_at from field_events where entity <> 'opportunity'
    ),
    of_days as (
      select told.*, ${dayIn("run.time_zone", "told.occurred_at")} as day from told cross join run
      where told.stage is not null and told.occurred_at is not null
    ),
    dated as (
      select *, min(occurred_at) over later as next_at
      from of_days
      window later as (
        partition by system, entity, record_id order by occurred_at
        range between interval 1 microsecond following and unbounded following
      )
    ),
    exact as (select * from dated where not is_approximate),
    vague as (select * from dated where is_approximate),
    -- An exact instant says all that a date of the same day would say.
    of_leads as (
      select * from exact
      union all
      select vague.* from vague anti join exact using (system, entity, record_id, stage, day)
    ),
    typed as (select * from lead_reasons where reason is not null),
    everything as (
      select mapped_dated.system, 'people' as entity, mapped_dated.record_id, mapped_dated.opportunity_id,
        mapped_dated.owner_id, mapped_dated.stage, mapped_dated.reason, mapped_dated.is_approximate,
        coalesce(mapped_dated.named_mql_at,
          case when mapped_dated.link = 'mql' and mapped_dated.stage <> 'mql' then own_mqls.mql_at end) as mql_at,
        mapped_dated.occurred_at
      from mapped_dated
      left join own_mqls on own_mqls.system = mapped_dated.system and own_mqls.record_id = mapped_dated.record_id
      union all by name
      select system, entity, record_id, stage, is_approximate, occurred_at
      from of_leads
      where stage not in ('rejected', 'recycled')
      union all by name
      select refused.system, refused.entity, refused.record_id, refused.stage,
        case when lead_reasons.from_at is null then reasons.reason
          when coalesce(typed.from_at < refused.next_at, true) then coalesce(lead_reasons.reason, typed.reason)
          else lead_reasons.reason end as reason,
        refused.is_approximate, refused.occurred_at
      from (select * from of_leads where stage in ('rejected', 'recycled')) as refused
      asof left join lead_reasons on lead_reasons.system = refused.system and lead_reasons.entity = refused.entity
        and lead_reasons.record_id = refused.record_id and lead_reasons.from_at <= refused.occurred_at
      asof left join typed on typed.system = refused.system and typed.entity = refused.entity
        and typed.record_id = refused.record_id and typed.from_at >= refused.occurred_at
      left join reasons on reasons.system = refused.system and reasons.entity = refused.entity
        and reasons.record_id = refused.record_id
      union all by name
      select conversions.system, 'lead' as entity, conversions.lead_id as record_id, conversions.owner_id,
        run.lead_converted_is as stage, conversions.is_approximate, conversions.converted_at as occurred_at
      from conversions
      cross join run
      where conversions.converted_at is not null
    )
    select system, entity, record_id, opportunity_id, owner_id, stage, reason, is_approximate, mql_at, occurred_at
    from everything
    qualify row_number() over (
      partition by system, entity, record_id, opportunity_id, stage, occurred_at, mql_at
      order by is_approximate, reason nulls last, owner_id nulls last
    ) = 1`,
});
