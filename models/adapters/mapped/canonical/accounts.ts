import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { mapped_accounts } from "../staging/mapped_accounts.js";

export const accounts = part({
  product: "mapped",
  entity: "accounts",
  from: { accounts: mapped_accounts },
  select: () => sql`
    select system, account_id, owner_id, name, domain, industry, country, employee_count, annual_revenue from accounts`,
});
