import { sql } from "kysely";
import { flag, instant, nullable, oneOf, personal, type RowOf, text } from "../../src/columns.js";
import { folded } from "../../src/dialect.js";
import { stages } from "../../src/lifecycle.js";
import { model } from "../../src/model.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { stage_words } from "./stage_words.js";

const columns = {
  system: text("Source"),
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
  about: "One row per change in LeadHistory of a field that the stage map names, and one for what it was at first.",
  materialized: "table",
  grain: ["system", "record_id", "field", "value", "occurred_at", "is_approximate"],
  from: { history: salesforce_lead_history, leads: salesforce_leads, words: stage_words },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with fields as (
      select distinct field from words where product = 'salesforce' and entity = 'lead' and not is_date_field
    ),
    changes as (
      select history.system, history.lead_id as record_id, fields.field, ${folded("history.old_value")} as old_value,
        ${folded("history.new_value")} as new_value, history.created_at as occurred_at,
        min(history.created_at) over (partition by history.system, history.lead_id, fields.field) as first_at
      from history
      inner join fields on fields.field = lower(history.field)
      where not history.is_deleted
    ),
    first_second as (
      select *, list(coalesce(new_value, '')) over (partition by system, record_id, field) as new_values
      from changes
      where occurred_at = first_at
    ),
    told as (
      select system, record_id, field, new_value as value, false as is_approximate, occurred_at from changes
      union all
      select first_second.system, first_second.record_id, first_second.field, min(first_second.old_value), true,
        leads.created_at
      from first_second
      inner join leads on leads.system = first_second.system and leads.lead_id = first_second.record_id
      where first_second.old_value is not null and leads.created_at is not null
        and not list_contains(first_second.new_values, first_second.old_value)
      group by first_second.system, first_second.record_id, first_second.field, leads.created_at
    )
    select distinct told.system, told.record_id, told.field, told.value, words.stage,
      told.value is null or words.value is not null as is_mapped, told.is_approximate, told.occurred_at
    from told
    left join words on words.product = 'salesforce' and words.entity = 'lead' and words.field = told.field
      and words.value = told.value`,
});
