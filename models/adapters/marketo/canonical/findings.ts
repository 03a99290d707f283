import { sql } from "kysely";
import { part } from "../../../../src/table/united.js";
import { counted, look } from "../../../shared/looks.js";
import { marketo_activities_named } from "../intermediate/marketo_activities_named.js";
import { marketo_activities } from "../staging/marketo_activities.js";

export const findings = part({
  product: "marketo",
  entity: "findings",
  from: { activities: marketo_activities, named: marketo_activities_named },
  select: () => sql`
    ${look("activities of the system, not of the person", "info", counted("raw_type", "named", "not is_of_person", "activity_id"))}
    union all
    ${look(
      "activities with attributes that cannot be read",
      "warn",
      counted("system", "activities", "has_malformed_attributes", "activity_id"),
    )}`,
});
