import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { date, money, nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Source"),
  campaign_id: text("Campaign"),
  currency: nullable(text("Currency of the cost; null: the reporting currency")),
  cost: money("What the campaign cost in that month", "currency of the row"),
  month: date("First day of the month"),
};

export const source_costs = canonicalEntity({
  name: "intermediate.source_costs",
  about: "One row per campaign and month of cost, of any source that says it.",
  materialized: "view",
  grain: ["system", "campaign_id", "month"],
  columns,
  parts: partsOf("costs"),
});
