import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { dayStart, instantAsOf } from "../../../../src/table/dialect.js";
import { run_context } from "../../../run/run_context.js";
import { mapped_stage_events } from "../staging/mapped_stage_events.js";

/** If the file identifies its rows by the id of their MQL (`link: mql`), each event belongs to the first MQL of its record. */
export const stage_events = entityPart({
  product: "mapped",
  entity: "stage_events",
  from: { events: mapped_stage_events, run: run_context },
  select: () => sql`
    with dated as (
      select
        events.* exclude (occurred_at, mql_at),
        events.occurred_at_is_date as is_approximate,
        case when events.occurred_at_is_date and events.stage = 'mql'
            then ${dayStart("run.time_zone", sql`events.occurred_at::date`)}
          else ${instantAsOf("events.occurred_at", "events.occurred_at_is_date", "run.time_zone", "run.as_of")} end as occurred_at,
        case when events.mql_at_is_date then ${dayStart("run.time_zone", sql`events.mql_at::date`)}
          else events.mql_at end as named_mql_at
      from events
      cross join run
    ),
    own_mqls as (
      select system, record_id, min(occurred_at) as mql_at from dated where stage = 'mql' group by system, record_id
    )
    select
      dated.system,
      'people' as entity,
      dated.record_id,
      dated.opportunity_id,
      dated.owner_id,
      dated.stage,
      dated.reason,
      dated.is_approximate,
      coalesce(dated.named_mql_at,
        case when dated.link = 'mql' and dated.stage <> 'mql' then own_mqls.mql_at end) as mql_at,
      dated.occurred_at
    from dated
    left join own_mqls on own_mqls.system = dated.system and own_mqls.record_id = dated.record_id
    -- A link to an MQL that nobody has leads nowhere: the findings count it.
    where dated.link is null or dated.stage = 'mql' or dated.named_mql_at is not null or own_mqls.mql_at is not null
    -- Two spellings of one instant are one row, e.g. a day and its midnight.
    qualify row_number() over (
      partition by
        dated.system,
        dated.record_id,
        dated.opportunity_id,
        dated.owner_id,
        dated.stage,
        dated.reason,
        coalesce(dated.named_mql_at, case when dated.link = 'mql' and dated.stage <> 'mql' then own_mqls.mql_at end),
        dated.occurred_at
      order by dated.is_approximate
    ) = 1`,
});
