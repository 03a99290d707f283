import { bound, enables, flag, instant, money, nullable, text, whole } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport, property } from "../shared/hubspot.js";

export const hubspot_companies = source({
  name: "raw.hubspot_companies",
  about: "One row per company of a HubSpot account, as of the latest load that had it.",
  origin: hubspotExport("Company", {
    otherNames: [
      "companies",
      "hubspot_companies",
      "hubspot-crm-exports-all-companies*",
      "hubspot-crm-exports-companies*",
    ],
    enables: "company, industry and size of contacts",
    made: "createdate",
    changed: ["hs_lastmodifieddate"],
    deleted: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound(
      {
        recordId: "plain",
        orHeaders: ["hs_object_id", "property_hs_object_id", "Record ID", "Company ID", "company_id"],
      },
      text("Record id of the company, a whole number"),
    ),
    hubspot_owner_id: enables(
      "owners of accounts",
      nullable(
        bound(
          property("hubspot_owner_id", "owner_id", "Company owner"),
          text("Owner; a UI export with labels writes the name"),
        ),
      ),
    ),
    name: enables(
      "company names of contacts",
      nullable(bound(property("name", "Company name"), text("Name of the company"))),
    ),
    domain: enables(
      "domains of accounts",
      nullable(
        bound(
          { ...property("domain", "Company Domain Name", "property_website", "Website URL"), longest: 1000 },
          text("Web domain"),
        ),
      ),
    ),
    industry: enables(
      "industry of contacts",
      nullable(bound(property("industry"), text("Industry: internal value or its label"))),
    ),
    country: enables(
      "country of accounts",
      nullable(bound(property("country", "Country/Region"), text("Country as typed"))),
    ),
    numberofemployees: enables(
      "size of the companies of contacts",
      nullable(bound(property("numberofemployees", "Number of Employees"), whole("Employees"))),
    ),
    annualrevenue: enables(
      "revenue of the companies of contacts",
      nullable(bound(property("annualrevenue", "Annual Revenue"), money("Annual revenue", "account currency"))),
    ),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        bound(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    createdate: nullable(
      bound(
        { ...property("createdate", "Create Date"), orMilliseconds: true },
        instant("When the company was made, UTC"),
      ),
    ),
    hs_lastmodifieddate: nullable(
      bound(
        { ...property("hs_lastmodifieddate", "Last Modified Date"), orMilliseconds: true },
        instant("When anything last changed it, UTC"),
      ),
    ),
  },
});
