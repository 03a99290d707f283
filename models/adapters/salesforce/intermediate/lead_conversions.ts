import { sql } from "kysely";
import { flag, instant, nullable, type RowOf, text } from "../../../../src/table/columns.js";
import { dayEndAsOf, dayIn } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { run_context } from "../../../run/run_context.js";
import { salesforce_contacts } from "../staging/salesforce_contacts.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";

const columns = {
  system: text("Source"),
  lead_id: text("Lead"),
  owner_id: nullable(text("Owner of the lead")),
  is_approximate: flag("Whether only the day is known"),
  converted_at: nullable(instant("When it was converted, UTC; null if the export does not say")),
};

export const lead_conversions = model({
  name: "intermediate.lead_conversions",
  about: "One row per converted Salesforce lead and the best instant of its conversion.",
  materialized: "table",
  grain: ["system", "lead_id"],
  from: {
    leads: salesforce_leads,
    history: salesforce_lead_history,
    contacts: salesforce_contacts,
    opportunities: salesforce_opportunities,
    run: run_context,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with told as (
      select system, lead_id, min(created_at) as told_at
      from history
      where lower(field) = 'leadconverted' and not is_deleted
      group by system, lead_id
    ),
    candidates as (
      select leads.system, leads.lead_id, leads.owner_id, leads.converted_date, run.time_zone, run.as_of, told.told_at,
        case when ${dayIn("run.time_zone", "opportunities.created_at")} = leads.converted_date
          then opportunities.created_at end as opportunity_made_at,
        case when ${dayIn("run.time_zone", "contacts.created_at")} = leads.converted_date
          then contacts.created_at end as contact_made_at
      from leads
      cross join run
      left join told on told.system = leads.system and told.lead_id = leads.lead_id
      left join opportunities on opportunities.system = leads.system
        and opportunities.opportunity_id = leads.converted_opportunity_id
      left join contacts on contacts.system = leads.system and contacts.contact_id = leads.converted_contact_id
      where leads.is_converted
    ),
    exact as (select *, coalesce(told_at, opportunity_made_at, contact_made_at) as exact_at from candidates)
    select system, lead_id, owner_id, exact_at is null as is_approximate,
      coalesce(exact_at, ${dayEndAsOf("time_zone", "converted_date", "as_of")}) as converted_at
    from exact`,
});
