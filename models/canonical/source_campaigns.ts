import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { date, nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  campaign_id: text("Campaign"),
  name: nullable(text("Name")),
  type: nullable(text("Type as the source words it; of a Marketo program its channel")),
  starts_on: nullable(date("First day")),
};

export const source_campaigns = canonicalEntity({
  name: "intermediate.source_campaigns",
  about: "One row per campaign, of any source; deleted ones are left out.",
  materialized: "view",
  grain: ["system", "campaign_id"],
  columns,
  parts: partsOf("campaigns"),
});
