import { sql } from "kysely";
import { date, money, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_costs as raw } from "../sources/mapped_costs.js";

export const mapped_costs = model({
  name: "staging.mapped_costs",
  about: "One row per campaign and month with costs of a mapped source; ids trimmed.",
  materialized: "view",
  grain: ["system", "campaign_id", "month"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    campaign_id: text("Campaign that cost"),
    currency: nullable(text("ISO 4217 code of the cost; null: the reporting currency")),
    cost: money("What the campaign cost in the month, not converted", "currency"),
    month: date("First day of the month"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["campaign_id"]).as("campaign_id"),
        "currency",
        "cost",
        "month",
      ]),
  warnings: { "month is the first day of its month": () => sql`extract(day from month) = 1` },
});
