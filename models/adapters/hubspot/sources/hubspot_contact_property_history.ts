import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_contact_property_history = source({
  name: "raw.hubspot_contact_property_history",
  about: "One row per value that a property of a contact was given.",
  origin: hubspotOrigin("ContactPropertyHistory", {
    otherNames: ["contact_property_histories", "hubspot_contact_property_history"],
    enables: "exact instants of every stage and rejection, and the reasons given then",
    createdColumn: "timestamp",
    history: {
      of: "Contact",
      limit: "HubSpot keeps the last values of each property; a replica has those since it began",
      remedy: "let the connector fetch all of them once, and track the properties of stages and reasons",
    },
  }),
  grain: ["system", "contact_id", "name", "timestamp"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    contact_id: withBinding({ recordId: "plain", orHeaders: ["Record ID", "Contact ID"] }, text("The contact")),
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
    source: nullable(text("FORM, CRM_UI, IMPORT, ...: what gave it")),
    timestamp: withBinding({ orHeaders: ["timestamp_instant", "Date"], orMilliseconds: true }, instant("When, UTC")),
  },
});
