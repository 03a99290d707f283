import { sql } from "kysely";
import { nullable, type RowOf, text } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { mapped_opportunity_people } from "../staging/mapped_opportunity_people.js";
import { salesforce_leads } from "../staging/salesforce_leads.js";
import { salesforce_opportunity_contact_roles } from "../staging/salesforce_opportunity_contact_roles.js";

const columns = {
  system: text("Source"),
  opportunity_id: text("Opportunity"),
  record_id: text("Record of a person on it"),
  role: nullable(text("Role as the source words it")),
};

export const source_opportunity_people = model({
  name: "intermediate.source_opportunity_people",
  about: "One row per opportunity and record of a person on it: contact roles, and the lead that converted into it.",
  materialized: "view",
  grain: ["system", "opportunity_id", "record_id"],
  from: {
    roles: salesforce_opportunity_contact_roles,
    leads: salesforce_leads,
    mapped: mapped_opportunity_people,
  },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with everyone as (
      select system, opportunity_id, contact_id as record_id, role from roles where not is_deleted
      union all
      select system, converted_opportunity_id as opportunity_id, lead_id as record_id, null as role
      from leads
      where is_converted
      union all
      select system, opportunity_id, record_id, role from mapped
    )
    select system, opportunity_id, record_id, min(role) as role
    from everyone
    where opportunity_id is not null and record_id is not null
    group by system, opportunity_id, record_id`,
});
