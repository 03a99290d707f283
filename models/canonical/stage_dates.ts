import { sql } from "kysely";
import { stages } from "../../src/base/lifecycle.js";
import { flag, instant, nullable, oneOf, personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, dayEndAsOf, dayStart } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { isDateOnly, isLocalTime, localToUtc, parseColumn } from "../../src/table/parsing.js";
import { stage_words } from "../lookups/stage_words.js";
import { field_values } from "../run/field_values.js";
import { run_context } from "../run/run_context.js";
import { source_systems } from "../run/source_systems.js";

const columns = {
  ...pickColumns(field_values, "system"),
  entity: text("Object of the record, in lower case, e.g. lead"),
  record_id: text("Id of the record"),
  field: text("Field that holds the date, in lower case"),
  value: nullable(personal(text("Value of the field, trimmed and in lower case"))),
  stage: nullable(oneOf(stages, "Stage that the field is the date of; null if it is the date of none")),
  is_mapped: flag("True if the value is a date"),
  is_approximate: flag("True if the value is a date without a time, or not a date"),
  occurred_at: nullable(
    instant(
      "When the stage was reached, UTC; null if the value is not a date. A date without a time means the start of that day for an MQL and the end of that day for other stages; if the run's as-of is on that day, the as-of instead of the end",
    ),
  ),
};

const dateOptions = { zone: "UTC", orDate: true };
const value = `"values".value`;
const dayMilliseconds = 86_400_000;
/**
 * Tools write midnight after a date: the weekly Data Export of Salesforce without a zone, replicas and Parquet with one of UTC
 * (`2026-05-01 00:00:00+00`), JSON as milliseconds. The loader's own spelling of a time with a format is a time.
 */
const dateText = sql.raw(`case
  when regexp_full_match(${value}, '\\d{12,13}(\\.0+)?') and try_cast(split_part(${value}, '.', 1) as bigint) % ${dayMilliseconds} = 0
    then (${parseColumn("date", value, dateOptions)})::varchar
  when ends_with(${value}, ' 00:00:00.000000+00:00') then ${value}
  else regexp_replace(${value}, '[ Tt]00:00:00(\\.0+)?( ?([Zz]|UTC|GMT|[+-]00(:?00)?))?$', '') end`);
/** A time without an offset is in the source's own time zone. */
const instantSql = sql.raw(`case when ${isLocalTime("date_text")}
  then ${localToUtc(parseColumn("instant", "date_text", dateOptions), "coalesce(time_zone, 'UTC')")}
  else ${parseColumn("instant", "date_text", dateOptions)} end`);
const isBareDateSql = sql.raw(isDateOnly("date_text", dateOptions));

export const stage_dates = model({
  name: "intermediate.stage_dates",
  about:
    "One row per value of a field that the stage map calls the date of a stage, whether or not a history or another such field has the same event.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "value", "occurred_at"],
  from: {
    values: field_values,
    words: stage_words,
    systems: source_systems,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with dated as (
      select
        "values".*,
        words.stage,
        systems.time_zone,
        ${dateText} as date_text,
        lower("values".entity) as entity_key,
        lower("values".field) as field_key
      from "values"
      inner join words on words.product = "values".product and words.entity = lower("values".entity)
        and words.field = lower("values".field) and words.is_date_field
      left join systems on systems.system = "values".system
      where "values".value is not null
    ),
    moments as (
      select *, ${instantSql} as moment, ${isBareDateSql} as is_bare
      from dated
    ),
    events as (
      select distinct
        moments.system,
        moments.entity_key as entity,
        moments.record_id,
        moments.field_key as field,
        ${comparisonKey("moments.value")} as value,
        moments.stage,
        moments.moment is not null as is_mapped,
        coalesce(moments.is_bare, true) as is_approximate,
        case when moments.moment is null or not moments.is_bare then moments.moment
          when moments.stage = 'mql' then ${dayStart("run.time_zone", sql`moments.moment::date`)}
          else ${dayEndAsOf("run.time_zone", sql`moments.moment::date`, "run.as_of")} end as occurred_at
      from moments
      cross join run
    )
    select * from events`,
});
