import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { flag, instant, nullable, oneOf, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  touch_id: text("Touch; made of its own values where the source has no id"),
  record_id: text("Record of the person who was touched"),
  owner_id: nullable(text("Who did it")),
  opportunity_id: nullable(text("Opportunity that it was about; null if none")),
  kind: oneOf(["call", "email", "meeting"], "What it was; call where a mapped source does not say"),
  is_automated: flag("Whether a machine sent it: bulk mail"),
  occurred_at: instant("When, UTC; of a date its end, capped at the run's as-of"),
};

export const source_sales_touches = canonicalEntity({
  name: "intermediate.source_sales_touches",
  about: "One row per call, email or meeting of sales with a person, of any source.",
  materialized: "view",
  grain: ["system", "touch_id"],
  columns,
  parts: partsOf("sales_touches"),
});
