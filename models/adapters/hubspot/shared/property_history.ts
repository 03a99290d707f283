/** What the histories of the properties of contacts, companies and deals have in common. */
import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";

/** The columns after the id of the record. */
export const propertyHistoryColumns = {
  name: withBinding(
    { orHeaders: ["property", "Property name"] },
    text("Internal name of the property, e.g. lifecyclestage or dealstage"),
  ),
  value: enables(
    "the values that properties were set to",
    nullable(
      withBinding(
        { orHeaders: ["Property value"], longest: 100000 },
        personal(text("Value that the property was set to; null if it was cleared")),
      ),
    ),
  ),
  source: nullable(text("What set the value: FORM, CRM_UI, IMPORT, WORKFLOWS, ...")),
  timestamp: withBinding({ orHeaders: ["timestamp_instant", "Date"] }, instant("When the value was set, UTC")),
};

/** The staging columns of `propertyHistoryColumns`. */
export const stagedPropertyHistory = {
  property: "name",
  value: "value",
  source: "source",
  occurred_at: "timestamp",
} as const;
