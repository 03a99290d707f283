import { enables, flag, instant, money, nullable, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin, propertyBinding } from "../shared/hubspot.js";

export const hubspot_companies = source({
  name: "raw.hubspot_companies",
  about: "One row per company of a HubSpot account, as of the latest load that had it.",
  origin: hubspotOrigin("Company", {
    otherNames: [
      "companies",
      "hubspot_companies",
      "hubspot-crm-exports-all-companies*",
      "hubspot-crm-exports-companies*",
    ],
    enables: "company, industry and size of contacts",
    createdColumn: "createdate",
    changedColumns: ["hs_lastmodifieddate"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding(
      {
        recordId: "plain",
        orHeaders: ["hs_object_id", "property_hs_object_id", "Record ID", "Company ID", "company_id"],
      },
      text("Record id of the company, a whole number"),
    ),
    hubspot_owner_id: enables(
      "owners of accounts",
      nullable(
        withBinding(
          propertyBinding("hubspot_owner_id", "owner_id", "Company owner"),
          text("Owner; a UI export with labels writes the name"),
        ),
      ),
    ),
    name: enables(
      "company names of contacts",
      nullable(withBinding(propertyBinding("name", "Company name"), text("Name of the company"))),
    ),
    domain: enables(
      "domains of accounts",
      nullable(
        withBinding(
          { ...propertyBinding("domain", "Company Domain Name", "property_website", "Website URL"), longest: 1000 },
          text("Web domain"),
        ),
      ),
    ),
    industry: enables(
      "industry of contacts",
      nullable(withBinding(propertyBinding("industry"), text("Industry: internal value or its label"))),
    ),
    country: enables(
      "country of accounts",
      nullable(withBinding(propertyBinding("country", "Country/Region"), text("Country as typed"))),
    ),
    numberofemployees: enables(
      "size of the companies of contacts",
      nullable(withBinding(propertyBinding("numberofemployees", "Number of Employees"), whole("Employees"))),
    ),
    annualrevenue: enables(
      "revenue of the companies of contacts",
      nullable(
        withBinding(propertyBinding("annualrevenue", "Annual Revenue"), money("Annual revenue", "account currency")),
      ),
    ),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        withBinding(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    createdate: nullable(
      withBinding(
        { ...propertyBinding("createdate", "Create Date"), orMilliseconds: true },
        instant("When the company was made, UTC"),
      ),
    ),
    hs_lastmodifieddate: nullable(
      withBinding(
        { ...propertyBinding("hs_lastmodifieddate", "Last Modified Date"), orMilliseconds: true },
        instant("When anything last changed it, UTC"),
      ),
    ),
  },
});
