import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { hubspot_companies_merged } from "../intermediate/hubspot_companies_merged.js";
import { hubspot_companies } from "../staging/hubspot_companies.js";

/** A replica still has companies that were merged away, without any mark. Their people and deals count for the survivor. */
export const accounts = entityPart({
  product: "hubspot",
  entity: "accounts",
  from: { companies: hubspot_companies, merged: hubspot_companies_merged },
  select: () => sql`
    select
      system,
      company_id as account_id,
      owner_id,
      name,
      domain,
      industry,
      country,
      employee_count,
      annual_revenue,
      created_at,
      modified_at
    from companies
    anti join merged on merged.system = companies.system and merged.record_id = companies.company_id
    where not is_deleted`,
});
