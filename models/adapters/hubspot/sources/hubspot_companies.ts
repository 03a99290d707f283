import { enables, instant, money, personal, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { exportFileNames, hubspotOrigin, isDeleted, mergedIds, ownerId, property } from "../shared/hubspot.js";

export const hubspot_companies = source({
  name: "raw.hubspot_companies",
  about: "One row per company of a HubSpot account, as last loaded.",
  origin: hubspotOrigin("Company", {
    otherNames: exportFileNames("companies"),
    enables: "company, industry and size of contacts",
    attributes: {
      country: "country",
      industry: "industry",
      employee_count: "numberofemployees",
      annual_revenue: "annualrevenue",
    },
    createdColumn: "createdate",
    changedColumns: ["hs_lastmodifieddate"],
    deletedColumn: "is_deleted",
    whenMissing: "told",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn(
      "Record id of the company, a whole number",
      "hs_object_id",
      "property_hs_object_id",
      "Record ID",
      "Company ID",
      "company_id",
    ),
    hubspot_owner_id: enables("owners of accounts", ownerId("Company owner")),
    hs_merged_object_ids: enables(
      "people and deals of companies that were merged into another",
      mergedIds("companies"),
    ),
    name: enables("company names of contacts", property("name", personal(text("Name of the company")), "Company name")),
    domain: enables(
      "domains of accounts",
      property(
        "domain",
        withBinding({ longest: 1000 }, personal(text("Web domain, e.g. acme.com"))),
        "Company Domain Name",
        "property_website",
        "Website URL",
      ),
    ),
    industry: enables("industry of contacts", property("industry", text("Industry: internal value or label"))),
    country: enables("country of accounts", property("country", text("Country as typed"), "Country/Region")),
    numberofemployees: enables(
      "company size of contacts",
      property("numberofemployees", whole("Number of employees"), "Number of Employees"),
    ),
    annualrevenue: enables(
      "company revenue of contacts",
      property("annualrevenue", money("Annual revenue", "currency of the account"), "Annual Revenue"),
    ),
    is_deleted: isDeleted,
    createdate: property("createdate", instant("When the company was created, UTC"), "Create Date", "createdAt"),
    hs_lastmodifieddate: property(
      "hs_lastmodifieddate",
      instant("When the company last changed, UTC"),
      "Last Modified Date",
      "updatedAt",
    ),
  },
});
