import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_activities as raw } from "../sources/mapped_activities.js";

export const mapped_activities = staged(raw, {
  name: "staging.mapped_activities",
  about: "One row per marketing activity of a mapped source; ids trimmed.",
  isLarge: true,
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
    system: "system",
    record_id: trimmed("record_id"),
    activity_id: trimmed("activity_id"),
    campaign_id: trimmed("campaign_id"),
    raw_type: "raw_type",
    activity_type: "activity_type",
    asset: "asset",
    is_bot: "is_bot",
    occurred_at_is_date: "occurred_at_is_date",
    occurred_at: "occurred_at",
  },
});
