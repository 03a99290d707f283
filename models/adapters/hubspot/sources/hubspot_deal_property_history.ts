import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_deal_property_history = source({
  name: "raw.hubspot_deal_property_history",
  about: "One row per value that a property of a deal was given.",
  origin: hubspotOrigin("DealPropertyHistory", {
    otherNames: ["deal_property_histories", "hubspot_deal_property_history"],
    enables: "exact instants of won, lost and pipeline stages, where no deal_stage says so",
    createdColumn: "timestamp",
  }),
  grain: ["system", "deal_id", "name", "timestamp"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    deal_id: withBinding({ recordId: "plain", orHeaders: ["Record ID", "Deal ID"] }, text("The deal")),
    name: withBinding({ orHeaders: ["property", "Property name"] }, text("Internal name of the property")),
    value: enables(
      "what the property was given",
      nullable(
        withBinding(
          { orHeaders: ["Property value"], longest: 100000 },
          personal(text("Value that it was given; null if it was cleared")),
        ),
      ),
    ),
    source: nullable(text("CRM_UI, WORKFLOWS, ...: what gave it")),
    timestamp: withBinding({ orHeaders: ["timestamp_instant", "Date"], orMilliseconds: true }, instant("When, UTC")),
  },
});
