import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_stage_events as raw } from "../sources/mapped_stage_events.js";

export const mapped_stage_events = staged(raw, {
  name: "staging.mapped_stage_events",
  about: "One row per stage that a person of a mapped source reached; ids trimmed.",
  grain: [
    "system",
    "record_id",
    "opportunity_id",
    "owner_id",
    "stage",
    "reason",
    "link",
    "occurred_at_is_date",
    "mql_at_is_date",
    "occurred_at",
    "mql_at",
  ],
  columns: {
    system: "system",
    record_id: trimmed("record_id"),
    opportunity_id: trimmed("opportunity_id"),
    owner_id: trimmed("owner_id"),
    stage: "stage",
    reason: "reason",
    link: "link",
    occurred_at_is_date: "occurred_at_is_date",
    mql_at_is_date: "mql_at_is_date",
    occurred_at: "occurred_at",
    mql_at: "mql_at",
  },
});
