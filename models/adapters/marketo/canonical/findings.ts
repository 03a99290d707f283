import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { countBySubject, qualityCheck, unloggedFieldsCheck } from "../../../shared/quality_checks.js";
import { marketo_activities_named } from "../intermediate/marketo_activities_named.js";
import { marketo_fields_unlogged } from "../intermediate/marketo_fields_unlogged.js";
import { marketo_activities } from "../staging/marketo_activities.js";

export const findings = entityPart({
  product: "marketo",
  entity: "findings",
  from: { activities: marketo_activities, named: marketo_activities_named, unlogged: marketo_fields_unlogged },
  select: () => sql`
    ${qualityCheck("activities of the system, not of the person", "info", countBySubject("raw_type", "named", "not is_of_person", "activity_id"))}
    union all
    ${qualityCheck(
      "activities with attributes that cannot be read",
      "warn",
      countBySubject("system", "activities", "has_malformed_attributes", "activity_id"),
    )}
    union all
    ${qualityCheck(
      unloggedFieldsCheck,
      "warn",
      `select
        system || ': ' || setting || ' ' || field || ': no change of it in activities (labels seen: ' || labels_seen || ')'
          as subject,
        changes as count,
        null as share,
        example
      from unlogged`,
    )}`,
});
