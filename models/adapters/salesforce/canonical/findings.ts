import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { counted, look } from "../../../shared/looks.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";

export const findings = part({
  product: "salesforce",
  entity: "findings",
  from: { opportunities: salesforce_opportunities },
  select: () => sql`
    ${look(
      "opportunities that cannot be dated",
      "warn",
      counted("system", "opportunities", "created_at is null and not is_deleted", "opportunity_id"),
    )}
    union all
    ${look("deleted opportunities", "info", counted("system", "opportunities", "is_deleted", "opportunity_id"))}`,
});
