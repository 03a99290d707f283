import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { countBySubject, qualityCheck } from "../../../shared/quality_checks.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";

export const findings = entityPart({
  product: "salesforce",
  entity: "findings",
  from: { opportunities: salesforce_opportunities },
  select: () => sql`
    ${qualityCheck(
      "opportunities that cannot be dated",
      "warn",
      countBySubject("system", "opportunities", "created_at is null and not is_deleted", "opportunity_id"),
    )}
    union all
    ${qualityCheck("deleted opportunities", "info", countBySubject("system", "opportunities", "is_deleted", "opportunity_id"))}`,
});
