import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, personal, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, dayEndAsOf, dayStart } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { isDateOnly, isLocalTime, parseColumn } from "../../src/table/parsing.js";
import { stage_words } from "../lookups/stage_words.js";
import { field_values } from "../run/field_values.js";
import { run_context } from "../run/run_context.js";
import { source_systems } from "../run/source_systems.js";
import { lead_status_events } from "./lead_status_events.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record, lower case"),
  record_id: text("Record"),
  field: text("Field that says so, lower case"),
  value: nullable(personal(text("Its value, in the spelling of comparison"))),
  stage: nullable(oneOf(stages, "What it is the date of; null: of no stage")),
  is_mapped: flag("Whether the value is a date"),
  is_approximate: flag("Whether it is a bare date"),
  occurred_at: nullable(instant("When, UTC; null if the value is no date")),
};

const dateOptions = { zone: "UTC", orDate: true, orMilliseconds: true };
/** Salesforce's Data Export writes a clock of midnight behind every date. */
const dateText = sql.raw(`regexp_replace("values".value, '[ T]00:00:00(\\.0+)?Z?$', '')`);
/** An export's times without an offset are of the source's own zone; those that the loader typed name theirs. */
const instantSql = sql.raw(`case when ${isLocalTime("date_text")}
  then ${parseColumn("instant", "date_text", dateOptions)} at time zone coalesce(time_zone, 'UTC') at time zone 'UTC'
  else ${parseColumn("instant", "date_text", dateOptions)} end`);
const isBareDateSql = sql.raw(isDateOnly("date_text", dateOptions));

/** Products date one stage in several fields, to the minute or to the millisecond: within a minute they, and the history, tell of one event. */
export const stage_dates = model({
  name: "intermediate.stage_dates",
  about:
    "One row per value of a field that the stage map calls the date of a stage, unless a history or another such field tells the same.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "value", "occurred_at"],
  from: {
    values: field_values,
    words: stage_words,
    history: lead_status_events,
    systems: source_systems,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with dated as (
      select "values".*, words.stage, systems.time_zone, ${dateText} as date_text,
        lower("values".entity) as entity_key, lower("values".field) as field_key
      from "values"
      inner join words on words.product = "values".product and words.entity = lower("values".entity)
        and words.field = lower("values".field) and words.is_date_field
      left join systems on systems.system = "values".system
      where "values".value is not null
    ),
    moments as (
      select *, ${instantSql} as moment, ${isBareDateSql} as is_bare from dated
    ),
    said as (
      select distinct moments.system, moments.entity_key as entity, moments.record_id, moments.field_key as field,
        ${comparisonKey("moments.value")} as value, moments.stage, moments.moment is not null as is_mapped,
        coalesce(moments.is_bare, true) as is_approximate,
        case when moments.moment is null or not moments.is_bare then moments.moment
          when moments.stage = 'mql' then ${dayStart("run.time_zone", sql`moments.moment::date`)}
          else ${dayEndAsOf("run.time_zone", sql`moments.moment::date`, "run.as_of")} end as occurred_at
      from moments
      cross join run
    ),
    once as (
      select * from said
      qualify not coalesce(occurred_at - lag(occurred_at) over (
        partition by system, entity, record_id, stage, is_approximate order by occurred_at, field, value
      ) < interval 1 minute and not is_approximate, false)
    )
    select once.*
    from once
    anti join history on history.system = once.system and history.entity = once.entity
      and history.record_id = once.record_id and history.stage = once.stage and not history.is_approximate
      and not once.is_approximate and history.occurred_at > once.occurred_at - interval 1 minute
      and history.occurred_at < once.occurred_at + interval 1 minute`,
});
