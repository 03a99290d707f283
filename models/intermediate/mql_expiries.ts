import { sql } from "kysely";
import { instant, pickColumns, type RowOf } from "../../src/table/columns.js";
import { addDays } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { activities } from "./activities.js";
import { definition_periods } from "./definition_periods.js";
import { mqls_counted } from "./mqls_counted.js";
import { sales_touches } from "./sales_touches.js";

const columns = {
  ...pickColumns(mqls_counted, "person_id", "mql_at"),
  expires_at: instant("When a cycle that begins with this MQL expires if nothing happens in it before, UTC"),
  cool_off_until: instant("End of the cool-off that the expiry would start, UTC"),
};

/** lifecycle.md 3 rule 7. Both sides are the person's activities and the touches of sales, bots and bulk mail included. */
export const mql_expiries = model({
  name: "intermediate.mql_expiries",
  about:
    "One row per MQL that was followed by mql.cycle_expires_days of silence on both sides; no rows if that key is not set.",
  materialized: "table",
  grain: ["person_id", "mql_at"],
  from: { mqls: mqls_counted, activities, sales_touches, periods: definition_periods, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with touches as (
      select activities.person_id, activities.occurred_at as touched_at
      from activities
      inner join run on run.cycle_expires_days is not null and activities.occurred_at <= run.as_of
      union
      select sales_touches.person_id, sales_touches.occurred_at as touched_at
      from sales_touches
      inner join run on run.cycle_expires_days is not null and sales_touches.occurred_at <= run.as_of
    ),
    followed as (
      select *, lead(touched_at) over (partition by person_id order by touched_at) as next_touched_at
      from touches
    ),
    -- Touches after which both sides were silent long enough.
    silences as (
      select followed.person_id, followed.touched_at
      from followed
      cross join run
      where followed.next_touched_at is null
        or followed.next_touched_at >= ${addDays("followed.touched_at", "run.cycle_expires_days")}
    ),
    waiting as (
      select mqls.person_id, mqls.mql_at, run.as_of, run.cycle_expires_days
      from mqls
      cross join run
      where run.cycle_expires_days is not null
    ),
    -- The silence begins at the MQL itself, or at the first later touch that a silence follows.
    silent as (
      select
        waiting.*,
        case
          when touches.touched_at < ${addDays("waiting.mql_at", "waiting.cycle_expires_days")} then silences.touched_at
          else waiting.mql_at
        end as silent_from
      from waiting
      asof left join touches on touches.person_id = waiting.person_id and touches.touched_at >= waiting.mql_at
      asof left join silences on silences.person_id = waiting.person_id and silences.touched_at >= waiting.mql_at
    ),
    expiring as (
      select person_id, mql_at, as_of, ${addDays("silent_from", "cycle_expires_days")} as expires_at
      from silent
    )
    select
      expiring.person_id,
      expiring.mql_at,
      expiring.expires_at,
      ${addDays("expiring.expires_at", sql`coalesce(periods.cool_off_days, 0)`)} as cool_off_until
    from expiring
    asof left join periods on periods.from_at <= expiring.expires_at
    where expiring.expires_at <= expiring.as_of`,
});
