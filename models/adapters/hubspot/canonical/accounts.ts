import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { hubspot_companies } from "../staging/hubspot_companies.js";

export const accounts = entityPart({
  product: "hubspot",
  entity: "accounts",
  from: { companies: hubspot_companies },
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
      annual_revenue
    from companies
    where not is_deleted`,
});
