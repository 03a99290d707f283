import { canonicalEntity } from "../../src/table/canonical_entity.js";
import { date, money, nullable, text } from "../../src/table/columns.js";
import { partsOf } from "../shared/adapter_parts.js";

const columns = {
  system: text("Name of the source in closedloop.yaml"),
  campaign_id: text("Campaign that the money was spent on"),
  currency: nullable(text("ISO 4217 code of the cost; null means the reporting currency")),
  cost: money("Cost of the campaign in the month, not converted", "currency of the row"),
  month: date("First day of the month"),
};

export const source_costs = canonicalEntity({
  name: "intermediate.source_costs",
  about: "One row per campaign and month with a cost, from all sources that have costs.",
  materialized: "view",
  grain: ["system", "campaign_id", "month"],
  columns,
  parts: partsOf("costs"),
});
