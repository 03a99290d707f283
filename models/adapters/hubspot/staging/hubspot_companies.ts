import { flag, instant, money, nullable, text, whole } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_companies as raw } from "../sources/hubspot_companies.js";

export const hubspot_companies = model({
  name: "staging.hubspot_companies",
  about: "One row per HubSpot company, renamed.",
  materialized: "view",
  grain: ["system", "company_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    company_id: text("Record id of the company, a whole number"),
    owner_id: nullable(text("Owner; a UI export with labels writes the name")),
    name: nullable(text("Name of the company")),
    domain: nullable(text("Web domain")),
    industry: nullable(text("Industry: internal value or its label")),
    country: nullable(text("Country as typed")),
    employee_count: nullable(whole("Employees")),
    annual_revenue: nullable(money("Annual revenue", "account currency")),
    is_deleted: flag("Deleted in HubSpot; false if the export does not say"),
    created_at: nullable(instant("When the company was made, UTC")),
    modified_at: nullable(instant("When anything last changed it, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit }) => [
        "system",
        "id as company_id",
        "hubspot_owner_id as owner_id",
        "name",
        "domain",
        "industry",
        "country",
        "numberofemployees as employee_count",
        "annualrevenue as annual_revenue",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "createdate as created_at",
        "hs_lastmodifieddate as modified_at",
      ]),
});
