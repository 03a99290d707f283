import { source } from "../../../../src/table/model.js";
import { recordIdColumn, replicaDeletedColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_deal_contacts = source({
  name: "raw.hubspot_deal_contacts",
  about: "One row per deal and contact on it.",
  origin: hubspotOrigin("DealContact", {
    otherNames: ["deal_contacts", "hubspot_deal_contacts"],
    enables: "the people on each deal",
    deletedColumn: "is_deleted",
    whenMissing: "ended",
    saidBy: ["Deal.contact_ids", "Contact.associated_deal_ids"],
  }),
  grain: ["system", "deal_id", "contact_id"],
  people: { ids: ["contact_id"] },
  columns: {
    system: systemColumn,
    deal_id: recordIdColumn("Deal"),
    contact_id: recordIdColumn("Contact on the deal"),
    is_deleted: replicaDeletedColumn("the contact was taken off the deal"),
  },
});
