import { flag, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_activities = source({
  name: "raw.mapped_activities",
  about: "One row per marketing activity of a mapped source; rows that are equal in every column count once.",
  origin: { kind: "mapped", entity: "activities" },
  grain: [
    "system",
    "record_id",
    "activity_id",
    "campaign_id",
    "raw_type",
    "activity_type",
    "asset",
    "is_bot",
    "occurred_at_is_date",
    "occurred_at",
  ],
  people: { ids: ["record_id"] },
  columns: {
    system: systemColumn,
    record_id: recordIdColumn("Id of the person in the source"),
    activity_id: nullable(recordIdColumn("Id of the activity; null if the source has none")),
    campaign_id: nullable(recordIdColumn("Campaign that the activity belongs to")),
    raw_type: nullable(
      text("Type in the source's own words, looked up in activity_map.csv; null where activity_type is given"),
    ),
    activity_type: nullable(text("Canonical type, e.g. webinar_attendance; null where raw_type is looked up")),
    asset: nullable(withBinding({ longest: 4_000 }, personal(text("Page, form or email that it was done on")))),
    is_bot: nullable(flag("True if a bot did it; null if the file does not say")),
    occurred_at_is_date: withBinding({ marks: "occurred_at" }, flag("True if occurred_at is a date without a time")),
    occurred_at: withBinding(
      { orDate: true },
      instant("When it happened, UTC; a date without a time is stored as its midnight, not shifted to any time zone"),
    ),
  },
});
