import { sql } from "kysely";
import { personal, pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { comparisonKey, isMailAddress } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";
import { hubspot_contacts_merged } from "./hubspot_contacts_merged.js";

const columns = {
  ...pickColumns(hubspot_contacts, "system", "contact_id"),
  address: personal(text("Email address of the contact, trimmed and in lower case")),
};

/**
 * Email events name an address and no contact. If several contacts have the same address, it belongs to one that still
 * exists, then to one whose main address it is, then to the one with the first id.
 */
export const hubspot_addresses = model({
  name: "intermediate.hubspot_addresses",
  about: "One row per email address of a HubSpot contact, main or additional, with the one contact that it belongs to.",
  materialized: "table",
  grain: ["system", "address"],
  from: { contacts: hubspot_contacts, merged: hubspot_contacts_merged },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with written as (
      select system, contact_id, is_deleted, email as address, true as is_main from contacts
      union all
      select system, contact_id, is_deleted, unnest(${splitIds(sql`additional_emails`)}), false
      from contacts
      where additional_emails is not null
    ),
    addresses as (select * replace (${comparisonKey("address")} as address) from written)
    select
      addresses.system,
      addresses.contact_id,
      addresses.address
    from addresses
    left join merged on merged.system = addresses.system and merged.record_id = addresses.contact_id
    where ${isMailAddress("addresses.address")}
    qualify row_number() over (
      partition by addresses.system, addresses.address
      order by addresses.is_deleted or merged.record_id is not null, not addresses.is_main, addresses.contact_id
    ) = 1`,
});
