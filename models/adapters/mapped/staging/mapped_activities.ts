import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_activities as raw } from "../sources/mapped_activities.js";

export const mapped_activities = model({
  name: "staging.mapped_activities",
  about: "One row per marketing activity of a mapped source; ids trimmed.",
  materialized: "view",
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
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    record_id: text("Id of the person in the source"),
    activity_id: nullable(text("Id of the activity; null where the source has none")),
    campaign_id: nullable(text("Campaign of the activity")),
    raw_type: nullable(text("Type as the source words it; null where activity_type is given")),
    activity_type: nullable(text("Canonical type; null where raw_type is to be looked up")),
    asset: nullable(text("What it was done to: page, form, email")),
    is_bot: nullable(flag("Whether a machine did it; null if the file does not say")),
    occurred_at_is_date: flag("Whether occurred_at came as a bare date"),
    occurred_at: instant("When it happened, UTC; a bare date stands as its midnight, unshifted"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["record_id"]).as("record_id"),
        fn<string | null>("trim", ["activity_id"]).as("activity_id"),
        fn<string | null>("trim", ["campaign_id"]).as("campaign_id"),
        "raw_type",
        "activity_type",
        "asset",
        "is_bot",
        "occurred_at_is_date",
        "occurred_at",
      ]),
});
