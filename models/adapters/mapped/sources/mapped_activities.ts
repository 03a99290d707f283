import { flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_activities = source({
  name: "raw.mapped_activities",
  about: "One row per marketing activity of a mapped source; repetitions in every column are one.",
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
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    record_id: withBinding({ recordId: "plain" }, text("Id of the person in the source")),
    activity_id: nullable(text("Id of the activity; null where the source has none")),
    campaign_id: nullable(text("Campaign of the activity")),
    raw_type: nullable(text("Type as the source words it; null where activity_type is given")),
    activity_type: nullable(text("Canonical type; null where raw_type is to be looked up")),
    asset: nullable(withBinding({ longest: 4_000 }, text("What it was done to: page, form, email"))),
    is_bot: nullable(flag("Whether a machine did it; null if the file does not say")),
    occurred_at_is_date: withBinding({ marks: "occurred_at" }, flag("Whether occurred_at came as a bare date")),
    occurred_at: withBinding(
      { orDate: true },
      instant("When it happened, UTC; a bare date stands as its midnight, unshifted"),
    ),
  },
});
