import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_accounts } from "../staging/salesforce_accounts.js";

export const accounts = entityPart({
  product: "salesforce",
  entity: "accounts",
  from: { accounts: salesforce_accounts },
  select: () => sql`
    select
      system,
      account_id,
      owner_id,
      name,
      website as domain,
      industry,
      country,
      employee_count,
      annual_revenue
    from accounts
    where not is_deleted`,
});
