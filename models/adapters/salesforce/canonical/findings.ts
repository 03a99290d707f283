import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { countBySubject, qualityCheck } from "../../../shared/quality_checks.js";
import { isOwnerField, namesOwnerByIds } from "../shared/owner_changes.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";
import { salesforce_opportunities } from "../staging/salesforce_opportunities.js";

/** An export may lack the row with ids that Salesforce writes for each change of owner. Then only today's owner is known. */
const ownersWithoutIds = `select system as subject, count(*) as count, null as share, min(lead_id) as example
  from (
    select system, lead_id
    from (select *, ${isOwnerField} as is_of_owner from (select * replace (lower(field) as field) from history where not is_deleted))
    group by system, lead_id
    having bool_or(is_of_owner) and not bool_or(is_of_owner and ${namesOwnerByIds})
  )
  group by system`;

export const findings = entityPart({
  product: "salesforce",
  entity: "findings",
  from: { opportunities: salesforce_opportunities, history: salesforce_lead_history },
  select: () => sql`
    ${qualityCheck(
      "opportunities that cannot be dated",
      "warn",
      countBySubject("system", "opportunities", "created_at is null and not is_deleted", "opportunity_id"),
    )}
    union all
    ${qualityCheck("deleted opportunities", "info", countBySubject("system", "opportunities", "is_deleted", "opportunity_id"))}
    union all
    ${qualityCheck("leads whose changes of owner have names and no ids", "warn", ownersWithoutIds)}`,
});
