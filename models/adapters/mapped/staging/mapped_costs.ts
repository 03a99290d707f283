import { type SqlBool, sql } from "kysely";
import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_costs as raw } from "../sources/mapped_costs.js";

export const mapped_costs = {
  ...staged(raw, {
    name: "staging.mapped_costs",
    about: "One row per campaign and month with a cost, of a mapped source; ids trimmed.",
    grain: ["system", "campaign_id", "month"],
    columns: {
      system: "system",
      campaign_id: trimmed("campaign_id"),
      currency: "currency",
      cost: "cost",
      month: "month",
    },
  }),
  warnings: { "month is the first day of its month": () => sql<SqlBool>`extract(day from month) = 1` },
};
