import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";
import { propertyHistoryColumns } from "../shared/property_history.js";

export const hubspot_contact_property_history = source({
  name: "raw.hubspot_contact_property_history",
  about: "One row per value that a property of a contact was set to.",
  origin: hubspotOrigin("ContactPropertyHistory", {
    otherNames: ["contact_property_histories", "hubspot_contact_property_history"],
    enables: "the exact time of every stage and rejection, and the reasons given then",
    createdColumn: "timestamp",
    history: {
      of: "Contact",
      limit: "HubSpot keeps only the last values of each property, and a replica those since it was set up",
      remedy: "have the connector load all of them once, and include the properties of stages and reasons",
    },
  }),
  grain: ["system", "contact_id", "name", "timestamp"],
  people: { ids: ["contact_id"] },
  columns: {
    system: systemColumn,
    contact_id: recordIdColumn("Contact", "Record ID", "Contact ID"),
    ...propertyHistoryColumns,
  },
});
