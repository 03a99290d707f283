import { stages } from "../../src/base/lifecycle.js";
import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, nullable, oneOf, personal, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  entity: text("Object of the record, as in source_people: the event is of that record and of no other with its id"),
  record_id: text("Id of the record in the source"),
  opportunity_id: nullable(text("Opportunity that the event belongs to; null if the source names none")),
  owner_id: nullable(text("Owner at that time; null if the source does not say")),
  stage: oneOf(stages, "Stage that was reached"),
  reason: nullable(personal(text("Reason of a rejection, recycling or loss, in the source's own words"))),
  is_approximate: flag("True if the source gave no exact time"),
  mql_at: nullable(instant("Time of the MQL that the source links the event to, UTC; null if none")),
  occurred_at: instant(
    "When the stage was reached, UTC; if only the date is known, the start of that day for an MQL, else its end, or the run's as-of if that is earlier",
  ),
};

export const source_stage_events_given = canonicalEntity({
  name: "intermediate.source_stage_events_given",
  about:
    "One row per stage that an export states directly, e.g. a lead conversion, not through a status field or a history.",
  materialized: "table",
  grain: ["system", "entity", "record_id", "opportunity_id", "stage", "occurred_at", "mql_at", "reason", "owner_id"],
  columns,
  parts: partsOf("stage_events"),
});
