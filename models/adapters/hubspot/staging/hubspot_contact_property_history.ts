import { instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_contact_property_history as raw } from "../sources/hubspot_contact_property_history.js";

export const hubspot_contact_property_history = model({
  name: "staging.hubspot_contact_property_history",
  about: "One row per value that a property of a HubSpot contact was given, renamed.",
  materialized: "view",
  grain: ["system", "contact_id", "property", "occurred_at"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    contact_id: text("The contact"),
    property: text("Internal name of the property"),
    value: nullable(personal(text("Value that it was given; null if it was cleared"))),
    source: nullable(text("FORM, CRM_UI, IMPORT, ...: what gave it")),
    occurred_at: instant("When, UTC"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(["system", "contact_id", "name as property", "value", "source", "timestamp as occurred_at"]),
});
