import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, nullable, oneOf, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  touch_id: text("Id of the touch; made from its other values if the source has none"),
  entity: text("Object of the record, e.g. lead or contact"),
  record_id: text("Record of the person that sales contacted"),
  owner_id: nullable(text("Sales rep who made the touch")),
  opportunity_id: nullable(text("Opportunity that the touch was about; null if none")),
  kind: oneOf(
    ["call", "email", "meeting", "task"],
    "Kind of touch; task for a completed task of no other kind, and if a mapped source does not say",
  ),
  is_automated: flag("True if it was sent automatically, e.g. a bulk email"),
  occurred_at: instant(
    "When it happened, UTC; if only the date is known, the end of that day, or the run's as-of if that is earlier",
  ),
};

export const source_sales_touches = canonicalEntity({
  name: "intermediate.source_sales_touches",
  about: "One row per call, email, meeting or other completed task of sales with a person, from all sources.",
  materialized: "table",
  grain: ["system", "touch_id"],
  columns,
  parts: partsOf("sales_touches"),
});
