import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { instant, personal, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  entity: text("Object of the record, e.g. leads"),
  record_id: text("Record of the person who got the email"),
  asset: personal(text("Name of the email, the same as in its opens and clicks")),
  delivered_at: instant("When it was delivered, UTC; when it was sent, if the source does not record deliveries"),
};

export const source_deliveries = canonicalEntity({
  name: "intermediate.source_deliveries",
  about: "One row per marketing email and record that it was delivered to, from all sources that record this.",
  materialized: "view",
  grain: ["system", "entity", "record_id", "asset", "delivered_at"],
  columns,
  parts: partsOf("deliveries"),
});
