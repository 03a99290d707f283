import { sql } from "kysely";
import { flag, instant, nullable, oneOf, personal, type RowOf, text } from "../../src/columns.js";
import { folded } from "../../src/dialect.js";
import { stages } from "../../src/lifecycle.js";
import { model } from "../../src/model.js";
import { marketo_leads } from "../staging/marketo_leads.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { marketo_field_changes } from "./marketo_field_changes.js";
import { stage_words } from "./stage_words.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record: lead of Salesforce, leads of Marketo"),
  record_id: text("Lead"),
  field: text("Field that changed, lower case"),
  value: nullable(personal(text("What it became, in the spelling of comparison"))),
  stage: nullable(oneOf(stages, "What that means; null: no stage, or not mapped")),
  is_mapped: flag("Whether the stage map knows the value"),
  is_approximate: flag("Whether it stood before the first change that the history knows"),
  occurred_at: instant("When it became so, UTC"),
};

/** The old value of the first known change stood since the lead was made; of changes in one second, whose order is unknown, the one that none of them made. */
export const lead_status_events = model({
  name: "intermediate.lead_status_events",
  about:
    "One row per change that a history (LeadHistory, Marketo's activities) tells of a lead's stage field, and one for what it was at first.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "field", "value", "occurred_at", "is_approximate"],
  from: {
    history: salesforce_lead_history,
    leads: salesforce_leads,
    marketo: marketo_field_changes,
    marketo_leads,
    words: stage_words,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with fields as (
      select distinct field from words where product = 'salesforce' and entity = 'lead' and not is_date_field
    ),
    told_changes as (
      select history.system, 'salesforce' as product, 'lead' as entity, history.lead_id as record_id, fields.field,
        history.old_value, history.new_value, history.created_at as occurred_at
      from history
      inner join fields on fields.field = lower(history.field)
      where not history.is_deleted
      union all
      select system, 'marketo', 'leads', record_id, field, old_value, new_value, occurred_at from marketo where is_stage
    ),
    made as (
      select system, 'lead' as entity, lead_id as record_id, created_at from leads
      union all
      select system, 'leads', lead_id, created_at from marketo_leads
    ),
    changes as (
      select * replace (${folded("old_value")} as old_value, ${folded("new_value")} as new_value),
        min(occurred_at) over (partition by system, entity, record_id, field) as first_at
      from told_changes
    ),
    first_second as (
      select *, list(coalesce(new_value, '')) over (partition by system, entity, record_id, field) as new_values
      from changes
      where occurred_at = first_at
    ),
    told as (
      select system, product, entity, record_id, field, new_value as value, false as is_approximate, occurred_at
      from changes
      union all
      select first_second.system, first_second.product, first_second.entity, first_second.record_id, first_second.field,
        min(first_second.old_value), true, made.created_at
      from first_second
      inner join made on made.system = first_second.system and made.entity = first_second.entity
        and made.record_id = first_second.record_id
      where first_second.old_value is not null and made.created_at is not null
        and not list_contains(first_second.new_values, first_second.old_value)
      group by all
    )
    select distinct told.system, told.entity, told.record_id, told.field, told.value, words.stage,
      told.value is null or words.value is not null as is_mapped, told.is_approximate, told.occurred_at
    from told
    left join words on words.product = told.product and words.entity = told.entity and words.field = told.field
      and words.value = told.value`,
});
