import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { counted, look } from "../../../shared/looks.js";
import { pardot_activities_named } from "../intermediate/pardot_activities_named.js";
import { pardot_opportunities } from "../staging/pardot_opportunities.js";

export const findings = part({
  product: "pardot",
  entity: "findings",
  from: { activities: pardot_activities_named, opportunities: pardot_opportunities },
  select: () => sql`
    ${look("activities of the system, not of the person", "info", counted("raw_type", "activities", "not is_of_person", "activity_id"))}
    union all
    ${look(
      "activities of visitors whom nobody knows",
      "info",
      counted("system", "activities", "is_of_person and record_id is null", "activity_id"),
    )}
    union all
    ${look(
      "opportunities that mirror Salesforce's",
      "info",
      counted("system", "opportunities", "salesforce_opportunity_id is not null", "opportunity_id"),
    )}
    union all
    ${look(
      "opportunities that cannot be dated",
      "warn",
      counted("system", "opportunities", "created_at is null and not is_deleted", "opportunity_id"),
    )}
    union all
    ${look("deleted opportunities", "info", counted("system", "opportunities", "is_deleted", "opportunity_id"))}`,
});
