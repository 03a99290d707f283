import { sql } from "kysely";
import { money, nullable, type RowOf, text, whole } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { mapped_accounts } from "../staging/mapped_accounts.js";
import { salesforce_accounts } from "../staging/salesforce_accounts.js";

const columns = {
  system: text("Source"),
  account_id: text("Account"),
  owner_id: nullable(text("Owner of the account")),
  name: nullable(text("Name")),
  domain: nullable(text("Web domain or site")),
  industry: nullable(text("Industry as the source words it")),
  country: nullable(text("Country as typed or ISO code")),
  employee_count: nullable(whole("Employees")),
  annual_revenue: nullable(money("Annual revenue")),
};

export const source_accounts = model({
  name: "intermediate.source_accounts",
  about: "One row per account, of any source; deleted ones are left out.",
  materialized: "view",
  grain: ["system", "account_id"],
  from: { salesforce: salesforce_accounts, mapped: mapped_accounts },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select system, account_id, owner_id, name, website as domain, industry, country, employee_count, annual_revenue
    from salesforce
    where not is_deleted
    union all
    select system, account_id, owner_id, name, domain, industry, country, employee_count, annual_revenue
    from mapped`,
});
