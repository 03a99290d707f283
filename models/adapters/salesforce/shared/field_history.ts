/** What the histories of the fields of leads, contacts, accounts and opportunities have in common. */
import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { asSalesforceId, orFalse } from "../../../../src/table/staged.js";
import { isDeletedColumn, salesforceIdColumn } from "./salesforce.js";

/** Why field histories begin late, and what to do about it. */
export const fieldHistoryLimit =
  "Salesforce keeps field history for 18 months (24 through the API), and only from the day tracking was switched on";

/** The columns after the id of the record. `examples`: names of fields and events; `value`: e.g. `the status`. */
export const fieldHistoryColumns = (examples: string, value: string) => ({
  CreatedById: nullable(salesforceIdColumn("User who made the change")),
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
