import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";
import { propertyHistoryColumns } from "../shared/property_history.js";

export const hubspot_company_property_history = source({
  name: "raw.hubspot_company_property_history",
  about: "One row per value that a property of a company was set to.",
  origin: hubspotOrigin("CompanyPropertyHistory", {
    otherNames: ["company_property_histories", "hubspot_company_property_history"],
    enables: "industry, size, revenue and country of companies at each MQL",
    createdColumn: "timestamp",
    history: {
      of: "Company",
      limit: "HubSpot keeps only the last values of each property, and a replica those since it was set up",
      remedy: "have the connector load all of them once, and include industry, country, size and revenue",
    },
  }),
  grain: ["system", "company_id", "name", "timestamp"],
  columns: {
    system: systemColumn,
    company_id: recordIdColumn("Company", "Record ID", "Company ID"),
    ...propertyHistoryColumns,
  },
});
