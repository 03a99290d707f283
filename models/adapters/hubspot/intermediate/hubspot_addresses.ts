import { sql } from "kysely";
import { personal, type RowOf, text } from "../../../../src/table/columns.js";
import { comparisonKey } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";
import { hubspot_contacts_merged } from "./hubspot_contacts_merged.js";

const columns = {
  system: text("Source"),
  contact_id: text("Contact"),
  address: personal(text("Address of it, in the spelling of comparison")),
};

/** Email events name an address and no contact: the one that stands has it, and has it as its first rather than as a further one. */
export const hubspot_addresses = model({
  name: "intermediate.hubspot_addresses",
  about: "One row per address that a HubSpot contact has or had, and that contact.",
  materialized: "table",
  grain: ["system", "address"],
  from: { contacts: hubspot_contacts, merged: hubspot_contacts_merged },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with typed as (
      select system, contact_id, is_deleted, email as address, true as is_first from contacts
      union all
      select system, contact_id, is_deleted, unnest(${splitIds(sql`additional_emails`)}), false
      from contacts
      where additional_emails is not null
    )
    select typed.system, typed.contact_id, ${comparisonKey("typed.address")} as address
    from typed
    left join merged on merged.system = typed.system and merged.record_id = typed.contact_id
    where ${comparisonKey("typed.address")} is not null
    qualify row_number() over (
      partition by typed.system, ${comparisonKey("typed.address")}
      order by typed.is_deleted or merged.record_id is not null, not typed.is_first, typed.contact_id
    ) = 1`,
});
