import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { mapped_costs } from "../staging/mapped_costs.js";

export const costs = entityPart({
  product: "mapped",
  entity: "costs",
  from: { costs: mapped_costs },
  select: () => sql`select system, campaign_id, currency, cost, month from costs`,
});
