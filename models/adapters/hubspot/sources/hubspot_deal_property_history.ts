import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";
import { propertyHistoryColumns } from "../shared/property_history.js";

export const hubspot_deal_property_history = source({
  name: "raw.hubspot_deal_property_history",
  about: "One row per value that a property of a deal was set to.",
  origin: hubspotOrigin("DealPropertyHistory", {
    otherNames: ["deal_property_histories", "hubspot_deal_property_history"],
    enables: "the exact time of wins, losses and pipeline stages, where the table deal_stage is missing",
    createdColumn: "timestamp",
  }),
  grain: ["system", "deal_id", "name", "timestamp"],
  columns: {
    system: systemColumn,
    deal_id: recordIdColumn("Deal", "Record ID", "Deal ID"),
    ...propertyHistoryColumns,
  },
});
