import { stages } from "../../src/base/lifecycle.js";
import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, nullable, oneOf, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  entity: text("Object that says so: lead, contact, leads, people"),
  record_id: text("Record"),
  opportunity_id: nullable(text("Opportunity; null where the source names none")),
  owner_id: nullable(text("Who did it; null if the source does not say")),
  stage: oneOf(stages, "Stage reached"),
  reason: nullable(text("Raw reason, of rejections and losses")),
  is_approximate: flag("Whether the source gave no exact instant"),
  mql_at: nullable(instant("The MQL that the source links it to, UTC; null if none")),
  occurred_at: instant("When, UTC: of a date its start for an mql, else its end, capped at the run's as-of"),
};

export const source_stage_events_given = canonicalEntity({
  name: "intermediate.source_stage_events_given",
  about: "One row per stage that an export itself says a record reached, without a status or a history to be read.",
  materialized: "view",
  grain: ["system", "entity", "record_id", "opportunity_id", "stage", "occurred_at", "mql_at", "reason", "owner_id"],
  columns,
  parts: partsOf("stage_events"),
});
