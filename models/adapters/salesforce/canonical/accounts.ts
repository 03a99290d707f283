import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { salesforce_merges } from "../intermediate/salesforce_merges.js";
import { salesforce_accounts } from "../staging/salesforce_accounts.js";

/** Without accounts that were merged away: their people and opportunities count for the account that survived. */
export const accounts = entityPart({
  product: "salesforce",
  entity: "accounts",
  from: { accounts: salesforce_accounts, merges: salesforce_merges },
  select: () => sql`
    select
      system,
      account_id,
      owner_id,
      company_name as name,
      website as domain,
      industry,
      country,
      employee_count,
      annual_revenue,
      created_at,
      modified_at
    from accounts
    anti join merges on merges.system = accounts.system and merges.record_id = accounts.account_id
    where not is_deleted`,
});
