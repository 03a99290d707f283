import { sql } from "kysely";
import { flag, instant, nullable, personal, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { stage_words } from "../../../lookups/stage_words.js";
import { custom_fields } from "../../../run/custom_fields.js";
import { field_labels } from "../../../run/field_labels.js";
import { reason_fields } from "../../../run/reason_fields.js";
import { source_systems } from "../../../run/source_systems.js";
import { stage_fields } from "../../../run/stage_fields.js";
import { attributeFieldsOf } from "../../../shared/attribute_fields.js";
import { fieldKey, standardFieldLabels } from "../shared/marketo.js";
import { marketo_leads } from "../sources/marketo_leads.js";
import { marketo_activities } from "../staging/marketo_activities.js";

const columns = {
  ...pickColumns(marketo_activities, "system"),
  record_id: text("Lead whose field changed"),
  activity_id: text("Activity that logged the change"),
  field: text("Field that changed, as closedloop.yaml or the stage map writes it, in lower case"),
  attribute: nullable(
    text("Attribute of people that the field holds, e.g. job_title; null if it holds none by itself"),
  ),
  old_value: nullable(personal(text("Value before the change; null if blank"))),
  new_value: nullable(personal(text("Value after the change; null if blank"))),
  is_stage: flag("True if the field holds a stage"),
  is_reason: flag("True if the field holds the reason of a rejection"),
  occurred_at: instant("When it changed, UTC"),
};

/** SQL rows of the standard fields that hold attributes: name in lower case, label, attribute. */
const attributeFields = attributeFieldsOf(marketo_leads).map(
  ([attribute, field]) =>
    sql`(${sql.lit(field)}, ${sql.lit(standardFieldLabels[field] ?? field)}, ${sql.lit(attribute)})`,
);

/**
 * Type 13 (Change Data Value) names the field by its label, e.g. `Lead Status`; the configuration uses its name, e.g.
 * `leadStatus`, and may name the label where the two differ. Type 101 (Change Revenue Stage) names no field: it always changes the revenue stage.
 */
export const marketo_field_changes = model({
  name: "intermediate.marketo_field_changes",
  about: "One row per change of a Marketo lead's field that holds a stage, a reason or an attribute.",
  materialized: "table",
  grain: ["system", "activity_id", "field"],
  from: {
    activities: marketo_activities,
    words: stage_words,
    systems: source_systems,
    stage_fields,
    reason_fields,
    custom_fields,
    configured_labels: field_labels,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with fields as (
      select
        system,
        field,
        -- A label of the configuration goes before the standard one, which comes with an attribute.
        coalesce(max(label) filter (where attribute is null), max(label)) as label,
        max(attribute) as attribute,
        bool_or(is_stage) as is_stage,
        bool_or(is_reason) as is_reason
      from (
        select systems.system, words.field, null as label, null as attribute, true as is_stage, false as is_reason
        from words
        inner join systems on systems.product = words.product
        where words.product = 'marketo' and words.entity = 'leads' and not words.is_date_field
        union all
        select system, lower(trim(field)), null, null, true, false from stage_fields
        union all
        select system, lower(trim(field)), null, null, false, true from reason_fields where entity = 'leads'
        union all
        select system, lower(trim(field)), null, null, false, false from custom_fields
        union all
        select system, lower(trim(field)), label, null, false, false from configured_labels
        union all
        select systems.system, standard.field, standard.label, standard.attribute, false, false
        from systems
        cross join (values ${sql.join(attributeFields)}) as standard(field, label, attribute)
        where systems.product = 'marketo'
      )
      group by system, field
    ),
    labels as (
      select
        logged.system,
        logged.activity_type_id,
        logged.label,
        fields.field,
        fields.attribute,
        fields.is_stage,
        fields.is_reason
      from (
        select distinct
          system,
          activity_type_id,
          case when activity_type_id = 13 then primary_attribute_value end as label
        from activities
        where activity_type_id in (13, 101)
      ) as logged
      inner join fields on fields.system = logged.system
        and ${fieldKey(sql`coalesce(logged.label, 'Revenue Stage')`)} in (${fieldKey(sql`fields.field`)}, ${fieldKey(sql`fields.label`)})
    )
    select
      activities.system,
      activities.lead_id as record_id,
      activities.activity_id,
      labels.field,
      labels.attribute,
      coalesce(activities.old_value, activities.old_stage) as old_value,
      coalesce(activities.new_value, activities.new_stage) as new_value,
      labels.is_stage,
      labels.is_reason,
      activities.occurred_at
    from activities
    inner join labels on labels.system = activities.system and labels.activity_type_id = activities.activity_type_id
      and labels.label is not distinct from case when activities.activity_type_id = 13 then activities.primary_attribute_value end
    where activities.activity_type_id in (13, 101)
      and coalesce(activities.action_result not in ('skipped', 'failed'), true)`,
});
