import { sql } from "kysely";
import { date, money, nullable, type RowOf, text } from "../../src/columns.js";
import { model } from "../../src/model.js";
import { mapped_costs } from "../staging/mapped_costs.js";

const columns = {
  system: text("Source"),
  campaign_id: text("Campaign"),
  currency: nullable(text("Currency of the cost; null: the reporting currency")),
  cost: money("What the campaign cost in that month", "currency of the row"),
  month: date("First day of the month"),
};

export const source_costs = model({
  name: "intermediate.source_costs",
  about: "One row per campaign and month of cost, of any source that says it.",
  materialized: "view",
  grain: ["system", "campaign_id", "month"],
  from: { mapped: mapped_costs },
  columns,
  select: () => sql<RowOf<typeof columns>>`select system, campaign_id, currency, cost, month from mapped`,
});
