import { instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_deal_property_history as raw } from "../sources/hubspot_deal_property_history.js";

export const hubspot_deal_property_history = model({
  name: "staging.hubspot_deal_property_history",
  about: "One row per value that a property of a HubSpot deal was given, renamed.",
  materialized: "view",
  grain: ["system", "deal_id", "property", "occurred_at"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    deal_id: text("The deal"),
    property: text("Internal name of the property"),
    value: nullable(personal(text("Value that it was given; null if it was cleared"))),
    source: nullable(text("CRM_UI, WORKFLOWS, ...: what gave it")),
    occurred_at: instant("When, UTC"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(["system", "deal_id", "name as property", "value", "source", "timestamp as occurred_at"]),
});
