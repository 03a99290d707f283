import { date, money, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_costs = source({
  name: "raw.mapped_costs",
  about: "One row per campaign and month with costs of a mapped source, as of the latest load that had it.",
  origin: { kind: "mapped", entity: "costs" },
  grain: ["system", "campaign_id", "month"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    campaign_id: withBinding({ recordId: "plain" }, text("Campaign that cost")),
    currency: nullable(text("ISO 4217 code of the cost; null: the reporting currency")),
    cost: money("What the campaign cost in the month, not converted", "currency"),
    month: date("First day of the month"),
  },
});
