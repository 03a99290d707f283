import { sql } from "kysely";
import { instant, type RowOf, text } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { reason_fields } from "../sources/reason_fields.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";

const columns = {
  system: text("Source"),
  entity: text("Object of the record: lead"),
  record_id: text("Lead"),
  reason: text("Raw reason as the field held it"),
  from_at: instant("From when it holds, UTC: the first known one holds for all before"),
};

export const lead_reasons = model({
  name: "intermediate.lead_reasons",
  about: "One row per reason that LeadHistory says a lead's reason field was given.",
  materialized: "table",
  grain: ["system", "record_id", "from_at"],
  from: { history: salesforce_lead_history, fields: reason_fields },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with changes as (
      select history.system, history.lead_id as record_id, trim(history.new_value) as reason,
        history.created_at as told_at, history.lead_history_id
      from history
      inner join fields on fields.system = history.system and fields.entity = 'lead'
        and lower(fields.field) = lower(history.field)
      where not history.is_deleted and trim(history.new_value) <> ''
    ),
    last_of_second as (
      select * from changes
      qualify row_number() over (partition by system, record_id, told_at order by lead_history_id desc) = 1
    )
    select system, 'lead' as entity, record_id, reason,
      case when row_number() over (partition by system, record_id order by told_at) = 1
        then timestamp '0001-01-01' else told_at end as from_at
    from last_of_second`,
});
