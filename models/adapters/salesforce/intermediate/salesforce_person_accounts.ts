import { sql } from "kysely";
import { pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforce_accounts } from "../staging/salesforce_accounts.js";
import { salesforce_contacts } from "../staging/salesforce_contacts.js";

const columns = {
  ...pickColumns(salesforce_accounts, "system", "account_id"),
  contact_id: text("Contact that is the same person"),
};

/** The account names its contact (PersonContactId). In an export without that column the contact names its account. */
export const salesforce_person_accounts = model({
  name: "intermediate.salesforce_person_accounts",
  about: "One row per Salesforce account that is a person, with the contact that is the same person.",
  materialized: "table",
  grain: ["system", "account_id"],
  from: { accounts: salesforce_accounts, contacts: salesforce_contacts },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, account_id, contact_id
    from (
      select system, account_id, person_contact_id as contact_id, 1 as place
      from accounts
      where is_person and person_contact_id is not null
      union all
      select system, account_id, contact_id, 2
      from contacts
      where is_person_account and account_id is not null and not is_deleted
    )
    qualify row_number() over (partition by system, account_id order by place, contact_id) = 1`,
});
