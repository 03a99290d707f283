import { sql } from "kysely";
import { oneOf, type RowOf, text } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { source_systems } from "../sources/source_systems.js";
import { mapped_links } from "../staging/mapped_links.js";
import { marketo_leads } from "../staging/marketo_leads.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { source_people } from "./source_people.js";

const columns = {
  system: text("Source of the one record"),
  record_id: text("The one record"),
  other_system: text("Source of the other"),
  other_record_id: text("The other record"),
  reason: oneOf(["conversion", "link", "merge"], "Why they are one human, strongest first"),
};

/** Which CRM a Marketo record is linked to no export says: every Salesforce source is named, and only a record that it has joins. */
export const source_links = model({
  name: "intermediate.source_links",
  about: "One row per pair of records that a source says are one human, and the reason.",
  materialized: "view",
  grain: ["system", "record_id", "other_system", "other_record_id", "reason"],
  from: {
    leads: salesforce_leads,
    marketo: marketo_leads,
    systems: source_systems,
    mapped: mapped_links,
    people: source_people,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, lead_id as record_id, system as other_system, converted_contact_id as other_record_id,
      'conversion' as reason
    from leads
    where is_converted and converted_contact_id is not null
    union all
    select system, record_id, other_system, other_record_id, 'link' as reason from mapped
    union all
    select of_marketo.system, of_marketo.lead_id, systems.system, of_marketo.crm_id, 'link'
    from (
      select system, lead_id, unnest([salesforce_lead_id, salesforce_contact_id]) as crm_id from marketo
    ) as of_marketo
    inner join systems on systems.product = 'salesforce'
    where of_marketo.crm_id is not null
    union all
    select system, record_id, system as other_system, merged_into as other_record_id, 'merge' as reason
    from people
    where merged_into is not null`,
});
