import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { mapped_costs } from "../staging/mapped_costs.js";

export const costs = part({
  product: "mapped",
  entity: "costs",
  from: { costs: mapped_costs },
  select: () => sql`select system, campaign_id, currency, cost, month from costs`,
});
