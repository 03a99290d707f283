import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { mapped_accounts } from "../staging/mapped_accounts.js";

export const accounts = entityPart({
  product: "mapped",
  entity: "accounts",
  from: { accounts: mapped_accounts },
  select: () => sql`
    select
      system,
      account_id,
      owner_id,
      name,
      domain,
      industry,
      country,
      employee_count,
      annual_revenue
    from accounts`,
});
