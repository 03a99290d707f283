import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { countBySubject, qualityCheck } from "../../../shared/quality_checks.js";
import { isKnownTaskStatus, unknownTaskStatusCheck } from "../../../shared/task_status.js";
import { salesforce_touch_people } from "../intermediate/salesforce_touch_people.js";
import { salesforce_touches_judged } from "../intermediate/salesforce_touches_judged.js";
import { isOwnerField, namesOwnerByIds } from "../shared/owner_changes.js";
import { salesforce_contact_history } from "../staging/salesforce_contact_history.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";
import { salesforce_tasks } from "../staging/salesforce_tasks.js";

/** Tasks and events that count, by object, and their share of all of that object. `joined` and `condition` choose which. */
const touchesByObject = (joined: string, condition = "true") => `
  select
    touches.system || ': ' || touches.object as subject,
    count(*) as count,
    count(*) / (select count(*) from touches as all_touches where all_touches.system = touches.system and all_touches.object = touches.object) as share,
    min(touches.activity_id) as example
  from touches
  ${joined}
  where ${condition} and touches.kind <> 'none'
  group by touches.system, touches.object`;

/** Tasks and events of which an export names fewer people than took part. */
const sharedActivities = touchesByObject(
  `left join (select system, activity_id, count(*) as known from people group by all) as known
    on known.system = touches.system and known.activity_id = touches.activity_id`,
  "touches.who_count > 1 and touches.who_count > coalesce(known.known, 0)",
);

/** Tasks and events that name no person, in any file. */
const withoutPerson = touchesByObject(
  "anti join people on people.system = touches.system and people.activity_id = touches.activity_id",
);

/** An org may rename the statuses, or its export may have their labels in another language. */
const unknownTasks = countBySubject(
  "system || ': ' || coalesce(trim(status), '(none)')",
  "tasks",
  `is_closed is null and completed_at is null and not is_deleted and not is_recurrence
    and not ${isKnownTaskStatus("status")}`,
  "task_id",
);

/** An export may lack the row with ids that Salesforce writes for each change of owner. Then only today's owner is known. */
const ownersWithoutIds = (history: string, id: string) => `
  select system as subject, count(*) as count, null as share, min(${id}) as example
  from (
    select system, ${id}
    from (
      select *, ${isOwnerField} as is_of_owner
      from (select * replace (lower(trim(field)) as field) from ${history} where not is_deleted)
    )
    group by system, ${id}
    having bool_or(is_of_owner) and not bool_or(is_of_owner and ${namesOwnerByIds})
  )
  group by system`;

export const findings = entityPart({
  product: "salesforce",
  entity: "findings",
  from: {
    opportunities: salesforce_opportunities,
    tasks: salesforce_tasks,
    touches: salesforce_touches_judged,
    people: salesforce_touch_people,
    lead_history: salesforce_lead_history,
    contact_history: salesforce_contact_history,
  },
  select: () => sql`
    ${qualityCheck(
      "opportunities that cannot be dated",
      "warn",
      countBySubject("system", "opportunities", "created_at is null and not is_deleted", "opportunity_id"),
    )}
    union all
    ${qualityCheck("deleted opportunities", "info", countBySubject("system", "opportunities", "is_deleted", "opportunity_id"))}
    union all
    ${qualityCheck(unknownTaskStatusCheck, "warn", unknownTasks)}
    union all
    ${qualityCheck("activities with people whom no relation file names", "warn", sharedActivities)}
    union all
    ${qualityCheck("completed tasks and meetings without a person", "info", withoutPerson)}
    union all
    ${qualityCheck(
      "completed tasks and meetings without a time",
      "info",
      countBySubject("system || ': ' || object", "touches", "occurred_at is null and kind <> 'none'", "activity_id"),
    )}
    union all
    ${qualityCheck(
      "completed tasks of a type without a kind, counted as kind task",
      "info",
      countBySubject("system || ': ' || raw_type", "touches", "not is_kind_known", "activity_id"),
    )}
    union all
    ${qualityCheck(
      "completed tasks that task_kinds leaves out",
      "info",
      countBySubject("system || ': ' || raw_type", "touches", "kind = 'none'", "activity_id"),
    )}
    union all
    ${qualityCheck(
      "leads whose changes of owner have names and no ids",
      "warn",
      ownersWithoutIds("lead_history", "lead_id"),
    )}
    union all
    ${qualityCheck(
      "contacts whose changes of owner have names and no ids",
      "warn",
      ownersWithoutIds("contact_history", "contact_id"),
    )}`,
});
