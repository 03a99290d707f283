import { source } from "../../../../src/table/model.js";
import { recordIdColumn, replicaDeletedColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_deal_companies = source({
  name: "raw.hubspot_deal_companies",
  about: "One row per deal and company on it.",
  origin: hubspotOrigin("DealCompany", {
    otherNames: ["deal_companies", "hubspot_deal_companies"],
    enables: "deals by company",
    deletedColumn: "is_deleted",
    saidBy: ["Deal.company_ids"],
  }),
  grain: ["system", "deal_id", "company_id"],
  columns: {
    system: systemColumn,
    deal_id: recordIdColumn("Deal"),
    company_id: recordIdColumn("Company on the deal"),
    is_deleted: replicaDeletedColumn("the company was taken off the deal"),
  },
});
