/** What the histories of the fields of leads, contacts and opportunities have in common. */
import { sql } from "kysely";
import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { asSalesforceId, orFalse } from "../../../../src/table/staged.js";
import { isDeletedColumn } from "./salesforce.js";

/** Why field histories begin late, and what to do about it. */
export const fieldHistoryLimit =
  "Salesforce keeps field history for 18 months (24 through the API), and only from the day tracking was switched on";

/** The columns after the id of the record. `examples`: names of fields and events; `value`: e.g. `the status`. */
export const fieldHistoryColumns = (examples: string, value: string) => ({
  CreatedById: nullable(text("User who made the change")),
  Field: text(`API name of the field, or an event: ${examples}`),
  OldValue: enables(
    `${value} before the first recorded change`,
    nullable(
      withBinding(
        { longest: 4000 },
        personal(text("Value before the change, which may name a person; null if blank, and for long texts")),
      ),
    ),
  ),
  NewValue: enables(
    `${value} after a change; without it the history is useless`,
    nullable(
      withBinding(
        { longest: 4000 },
        personal(text("Value after the change, which may name a person; null if blank, and for long texts")),
      ),
    ),
  ),
  DataType: nullable(text("Type of the values, e.g. Text or EntityId; null if the export does not say")),
  IsDeleted: isDeletedColumn(),
  CreatedDate: instant("When it changed, UTC; the order of changes in the same second is unknown"),
});

/** The staging columns of `fieldHistoryColumns`. */
export const stagedFieldHistory = {
  created_by_id: asSalesforceId("CreatedById"),
  field: "Field",
  old_value: "OldValue",
  new_value: "NewValue",
  data_type: "DataType",
  is_deleted: orFalse("IsDeleted"),
  created_at: "CreatedDate",
} as const;

/** The field of an owner. A change of owner, and its assignment and acceptance, are events with names of their own. */
const ownerFields = sql`('owner', 'ownerid', 'ownerassignment', 'owneraccepted')`;
/** A user (005) or a queue (00G). The other row of a change of owner has names, which identify nobody. */
const isOwnerId = (value: string) =>
  sql`regexp_full_match(trim(${sql.ref(value)}), '(005|00G)[A-Za-z0-9]{12}([A-Za-z0-9]{3})?')`;
const ownerId = (value: string) =>
  sql`case when ${isOwnerId(value)} then ${salesforceId(sql.ref<string | null>(value))} end`;

/**
 * The field changes of one history. Owners have the field `ownerid` and ids of 18 characters, whatever event told the
 * change; the row of the same change that has names is left out.
 */
export const fieldChangesOf = (history: string, entity: string, recordId: string, changeId: string) => sql`
    select
      system,
      ${sql.lit(entity)} as entity,
      ${sql.ref(recordId)} as record_id,
      case when is_of_owner then 'ownerid' else lower(trim(field)) end as field,
      case when is_of_owner then ${ownerId("old_value")} else old_value end as old_value,
      case when is_of_owner then ${ownerId("new_value")} else new_value end as new_value,
      ${sql.ref(changeId)} as change_id,
      created_at as occurred_at
    from (select *, lower(trim(field)) in ${ownerFields} as is_of_owner from ${sql.table(history)}) as ${sql.table(history)}
    where not is_deleted
      and (not is_of_owner or coalesce(${isOwnerId("new_value")}, false) or coalesce(${isOwnerId("old_value")}, false))`;
