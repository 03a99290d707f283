import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { instant, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  record_id: text("Record that it was sent to"),
  asset: text("The mail, as its opens and clicks name it"),
  delivered_at: instant("When it was delivered, or sent where the source does not say more, UTC"),
};

export const source_deliveries = canonicalEntity({
  name: "intermediate.source_deliveries",
  about: "One row per mail of marketing and record that it was delivered to, of any source that says so.",
  materialized: "view",
  grain: ["system", "record_id", "asset", "delivered_at"],
  columns,
  parts: partsOf("deliveries"),
});
