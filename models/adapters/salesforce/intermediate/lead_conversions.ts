import { sql } from "kysely";
import { flag, instant, nullable, pickColumns, type RowOf } from "../../../../src/table/columns.js";
import { dayEndAsOf, dayIn } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { run_context } from "../../../run/run_context.js";
import { salesforce_contacts } from "../staging/salesforce_contacts.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";

const columns = {
  ...pickColumns(salesforce_leads, "system", "lead_id", "owner_id"),
  is_approximate: flag(
    "True if converted_at is approximate: only the day of the conversion is known, or not even the day",
  ),
  converted_at: nullable(instant("When the lead was converted, UTC; null if the export does not say")),
};

/**
 * Salesforce keeps only the day of a conversion. The time comes from the history event leadConverted, else from the
 * opportunity or contact created on that day, else it is the end of the day.
 */
export const lead_conversions = model({
  name: "intermediate.lead_conversions",
  about: "One row per converted Salesforce lead, and the best known time of its conversion.",
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
    with history_events as (
      select
        system,
        lead_id,
        min(created_at) as event_at
      from history
      where lower(field) = 'leadconverted' and not is_deleted
      group by system, lead_id
    ),
    candidates as (
      select
        leads.system,
        leads.lead_id,
        leads.owner_id,
        leads.converted_date,
        run.time_zone,
        run.as_of,
        history_events.event_at,
        case when ${dayIn("run.time_zone", "opportunities.created_at")} = leads.converted_date
          then opportunities.created_at end as opportunity_created_at,
        case when ${dayIn("run.time_zone", "contacts.created_at")} = leads.converted_date
          then contacts.created_at end as contact_created_at
      from leads
      cross join run
      left join history_events on history_events.system = leads.system and history_events.lead_id = leads.lead_id
      left join opportunities on opportunities.system = leads.system
        and opportunities.opportunity_id = leads.converted_opportunity_id
      left join contacts on contacts.system = leads.system and contacts.contact_id = leads.converted_contact_id
      where leads.is_converted
    ),
    exact as (
      select *, coalesce(event_at, opportunity_created_at, contact_created_at) as exact_at
      from candidates
    )
    select
      system,
      lead_id,
      owner_id,
      exact_at is null as is_approximate,
      coalesce(exact_at, ${dayEndAsOf("time_zone", "converted_date", "as_of")}) as converted_at
    from exact`,
});
