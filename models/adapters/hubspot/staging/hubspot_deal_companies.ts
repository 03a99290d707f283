import { isPresent, staged } from "../../../../src/table/staged.js";
import { hubspot_deal_companies as raw } from "../sources/hubspot_deal_companies.js";

export const hubspot_deal_companies = staged(raw, {
  name: "staging.hubspot_deal_companies",
  about: "One row per HubSpot deal and company on it that still belong together.",
  where: isPresent("is_deleted"),
  grain: ["system", "deal_id", "company_id"],
  columns: {
    system: "system",
    deal_id: "deal_id",
    company_id: "company_id",
  },
});
