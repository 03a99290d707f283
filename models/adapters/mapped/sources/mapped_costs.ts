import { date, money, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_costs = source({
  name: "raw.mapped_costs",
  about: "One row per campaign and month with a cost, of a mapped source, as last loaded.",
  origin: { kind: "mapped", entity: "costs" },
  grain: ["system", "campaign_id", "month"],
  columns: {
    system: systemColumn,
    campaign_id: recordIdColumn("Campaign that the money was spent on"),
    currency: nullable(text("ISO 4217 code of the cost; null means the reporting currency")),
    cost: money("Cost of the campaign in the month, not converted", "currency"),
    month: date("First day of the month"),
  },
});
