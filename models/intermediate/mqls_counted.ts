import { sql } from "kysely";
import { flag, instant, oneOf, pickColumns, type RowOf } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { run_context } from "../run/run_context.js";
import { events_merged } from "./events_merged.js";
import { mql_instants } from "./mql_instants.js";

const columns = {
  ...pickColumns(events_merged, "person_id"),
  mql_origin: oneOf(
    ["recorded", "computed"],
    "Who made the person an MQL: recorded by a source, or computed by the definition",
  ),
  is_approximate: flag("True if the source gives only the date of the MQL, or it was inferred; false if computed"),
  mql_at: instant(
    "When the person became an MQL, UTC; if only the date is known, the start of that day in the reporting time zone",
  ),
};

/** mql.source decides which MQLs count; lifecycle.md 2 has its values. */
export const mqls_counted = model({
  name: "intermediate.mqls_counted",
  about: "One row per person and instant at which the person became an MQL; only MQLs that count under mql.source.",
  materialized: "table",
  grain: ["person_id", "mql_at"],
  from: { events: events_merged, instants: mql_instants, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with recorded as (
      select person_id, occurred_at as mql_at, bool_and(is_approximate) as is_approximate
      from events
      where stage = 'mql'
      group by person_id, occurred_at
    )
    select person_id, 'recorded' as mql_origin, is_approximate, mql_at
    from recorded
    cross join run
    where mql_source <> 'computed'
    union all
    select person_id, 'computed' as mql_origin, false as is_approximate, scored_at as mql_at
    from instants
    cross join run
    where mql_source <> 'recorded'
      and scored_at <= as_of
      and (mql_source = 'computed' or person_id not in (select person_id from recorded))`,
});
