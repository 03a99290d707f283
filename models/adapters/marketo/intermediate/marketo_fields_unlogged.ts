import { sql } from "kysely";
import { nullable, pickColumns, type RowOf, text, whole } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { stage_words } from "../../../lookups/stage_words.js";
import { custom_fields } from "../../../run/custom_fields.js";
import { field_labels } from "../../../run/field_labels.js";
import { field_values } from "../../../run/field_values.js";
import { reason_fields } from "../../../run/reason_fields.js";
import { source_systems } from "../../../run/source_systems.js";
import { stage_fields } from "../../../run/stage_fields.js";
import { fieldKey } from "../shared/marketo.js";
import { marketo_activities } from "../staging/marketo_activities.js";

const columns = {
  ...pickColumns(marketo_activities, "system"),
  setting: text("Where the field is named: stage_field, reason_fields, custom or stage_map.csv"),
  field: text("Field, as it is written there"),
  labels_seen: text("The labels that the log has most often, each with the number of its changes"),
  changes: whole("Number of changes of fields in the log"),
  example: nullable(text("One of these changes")),
};

/** How many labels are named. */
const maxLabels = 5;

/** A field of the stage map counts only if the export of leads has it: the shipped map names fields that many instances lack. */
export const marketo_fields_unlogged = model({
  name: "intermediate.marketo_fields_unlogged",
  about:
    "One row per field that the configuration of a Marketo source names and that no change in the log has, neither by its name nor by its label.",
  materialized: "view",
  grain: ["system", "setting", "field"],
  from: {
    activities: marketo_activities,
    systems: source_systems,
    stage_fields,
    reason_fields,
    custom_fields,
    words: stage_words,
    values: field_values,
    labels: field_labels,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with named as (
      select system, 'stage_field' as setting, field from stage_fields
      union
      select system, 'reason_fields', field from reason_fields where entity = 'leads'
      union
      select system, 'custom', field from custom_fields
      union
      select "values".system, 'stage_map.csv', min("values".field)
      from "values"
      inner join words on words.product = "values".product and words.entity = lower("values".entity)
        and words.field = lower("values".field) and not words.is_date_field
      where "values".product = 'marketo'
        and lower("values".field) not in (select lower(trim(field)) from stage_fields where system = "values".system)
      group by "values".system, words.field
    ),
    wanted as (
      select
        named.*,
        ${fieldKey(sql`named.field`)} as field_key,
        ${fieldKey(sql`labels.label`)} as label_key
      from named
      inner join systems on systems.system = named.system and systems.product = 'marketo'
      left join labels on labels.system = named.system and lower(trim(labels.field)) = lower(trim(named.field))
    ),
    logged as (
      select
        system,
        coalesce(primary_attribute_value, 'Revenue Stage') as label,
        ${fieldKey(sql`coalesce(primary_attribute_value, 'Revenue Stage')`)} as label_key,
        count(*) as changes,
        min(activity_id) as example
      from (
        select
          system,
          activity_id,
          case when activity_type_id = 13 then primary_attribute_value end as primary_attribute_value
        from activities
        where activity_type_id in (13, 101)
      )
      group by system, label
    ),
    ranked as (
      select *, row_number() over (partition by system order by changes desc, label) as place from logged
    ),
    logs as (
      select
        system,
        string_agg(label || ' ' || changes, ', ' order by place) filter (where place <= ${sql.lit(maxLabels)}) as labels_seen,
        sum(changes)::bigint as changes,
        min(example) as example
      from ranked
      group by system
    )
    select
      wanted.system,
      wanted.setting,
      trim(wanted.field) as field,
      logs.labels_seen,
      logs.changes,
      logs.example
    from wanted
    inner join logs on logs.system = wanted.system
    where not exists (
      from logged
      where logged.system = wanted.system and logged.label_key in (wanted.field_key, wanted.label_key)
    )`,
});
