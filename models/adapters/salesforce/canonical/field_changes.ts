import { sql } from "kysely";
import { entityPart } from "../../../../src/table/canonical_entity.js";
import { fieldChangesOf } from "../shared/field_history.js";
import { salesforce_contact_history } from "../staging/salesforce_contact_history.js";
import { salesforce_lead_history } from "../staging/salesforce_lead_history.js";

export const field_changes = entityPart({
  product: "salesforce",
  entity: "field_changes",
  from: { lead_history: salesforce_lead_history, contact_history: salesforce_contact_history },
  select: () => sql`
    ${fieldChangesOf("lead_history", "lead", "lead_id", "lead_history_id")}
    union all
    ${fieldChangesOf("contact_history", "contact", "contact_id", "contact_history_id")}`,
});
