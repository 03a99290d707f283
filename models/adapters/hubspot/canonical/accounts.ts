import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { hubspot_companies } from "../staging/hubspot_companies.js";

export const accounts = part({
  product: "hubspot",
  entity: "accounts",
  from: { companies: hubspot_companies },
  select: () => sql`
    select system, company_id as account_id, owner_id, name, domain, industry, country, employee_count, annual_revenue
    from companies
    where not is_deleted`,
});
