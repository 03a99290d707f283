import { bound, enables, instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport } from "../shared/hubspot.js";

export const hubspot_deal_property_history = source({
  name: "raw.hubspot_deal_property_history",
  about: "One row per value that a property of a deal was given.",
  origin: hubspotExport("DealPropertyHistory", {
    otherNames: ["deal_property_histories", "hubspot_deal_property_history"],
    enables: "exact instants of won, lost and pipeline stages, where no deal_stage says so",
    made: "timestamp",
  }),
  grain: ["system", "deal_id", "name", "timestamp"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    deal_id: bound({ recordId: "plain", orHeaders: ["Record ID", "Deal ID"] }, text("The deal")),
    name: bound({ orHeaders: ["property", "Property name"] }, text("Internal name of the property")),
    value: enables(
      "what the property was given",
      nullable(
        bound(
          { orHeaders: ["Property value"], longest: 100000 },
          personal(text("Value that it was given; null if it was cleared")),
        ),
      ),
    ),
    source: nullable(text("CRM_UI, WORKFLOWS, ...: what gave it")),
    timestamp: bound({ orHeaders: ["timestamp_instant", "Date"], orMilliseconds: true }, instant("When, UTC")),
  },
});
