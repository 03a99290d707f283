import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { countBySubject, qualityCheck } from "../../../shared/quality_checks.js";
import { pardot_activities_named } from "../intermediate/pardot_activities_named.js";
import { pardot_opportunities } from "../staging/pardot_opportunities.js";

export const findings = entityPart({
  product: "pardot",
  entity: "findings",
  from: { activities: pardot_activities_named, opportunities: pardot_opportunities },
  select: () => sql`
    ${qualityCheck(
      "activities of the system, not of the person",
      "info",
      countBySubject("raw_type", "activities", "not is_of_person", "activity_id"),
    )}
    union all
    ${qualityCheck(
      "activities of visitors whom nobody knows",
      "info",
      countBySubject("system", "activities", "is_of_person and record_id is null", "activity_id"),
    )}
    union all
    ${qualityCheck(
      "opportunities that mirror Salesforce's",
      "info",
      countBySubject(
        "system",
        "opportunities",
        "salesforce_opportunity_id is not null and not is_deleted",
        "opportunity_id",
      ),
    )}
    union all
    ${qualityCheck(
      "opportunities that cannot be dated",
      "warn",
      countBySubject("system", "opportunities", "created_at is null and not is_deleted", "opportunity_id"),
    )}
    union all
    ${qualityCheck(
      "deleted opportunities",
      "info",
      countBySubject("system", "opportunities", "is_deleted", "opportunity_id"),
    )}`,
});
