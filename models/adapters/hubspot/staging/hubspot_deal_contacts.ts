import { text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_deal_contacts as raw } from "../sources/hubspot_deal_contacts.js";

export const hubspot_deal_contacts = model({
  name: "staging.hubspot_deal_contacts",
  about: "One row per deal and contact on it, renamed.",
  materialized: "view",
  grain: ["system", "deal_id", "contact_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    deal_id: text("The deal"),
    contact_id: text("Contact on it"),
  },
  select: (db) => db.selectFrom("raw").select(["system", "deal_id", "contact_id"]),
});
