import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, type RowOf, text } from "../../src/table/columns.js";
import { dayIn } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { record_reasons } from "../run/record_reasons.js";
import { run_context } from "../run/run_context.js";
import { field_stage_events } from "./field_stage_events.js";
import { lead_reasons } from "./lead_reasons.js";
import { lead_status_events } from "./lead_status_events.js";
import { source_opportunity_states } from "./source_opportunity_states.js";
import { source_stage_events_given } from "./source_stage_events_given.js";

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
    given: source_stage_events_given,
    status_events: lead_status_events,
    field_events: field_stage_events,
    opportunities: source_opportunity_states,
    lead_reasons,
    reasons: record_reasons,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with told as (
      select system, entity, record_id, stage, is_approximate, occurred_at from status_events
      union all
      select system, entity, record_id, stage, is_approximate, occurred_at
      from field_events
      anti join opportunities on opportunities.system = field_events.system and opportunities.entity = field_events.entity
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
      select system, entity, record_id, opportunity_id, owner_id, stage, reason, is_approximate, mql_at, occurred_at
      from given
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
    )
    select system, entity, record_id, opportunity_id, owner_id, stage, reason, is_approximate, mql_at, occurred_at
    from everything
    qualify row_number() over (
      partition by system, entity, record_id, opportunity_id, stage, occurred_at, mql_at
      order by is_approximate, reason nulls last, owner_id nulls last
    ) = 1`,
});
