import { orFalse, staged } from "../../../../src/table/staged.js";
import { hubspot_companies as raw } from "../sources/hubspot_companies.js";

export const hubspot_companies = staged(raw, {
  name: "staging.hubspot_companies",
  about: "One row per HubSpot company, columns renamed.",
  grain: ["system", "company_id"],
  columns: {
    system: "system",
    company_id: "id",
    owner_id: "hubspot_owner_id",
    merged_company_ids: "hs_merged_object_ids",
    name: "name",
    domain: "domain",
    industry: "industry",
    country: "country",
    employee_count: "numberofemployees",
    annual_revenue: "annualrevenue",
    is_deleted: orFalse("is_deleted"),
    created_at: "createdate",
    modified_at: "hs_lastmodifieddate",
  },
});
