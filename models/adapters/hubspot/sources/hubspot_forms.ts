import { enables, instant, nullable, text, unasked, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin, isDeleted } from "../shared/hubspot.js";

export const hubspot_forms = source({
  name: "raw.hubspot_forms",
  about: "One row per form of a HubSpot account.",
  origin: hubspotOrigin("Form", {
    otherNames: ["forms", "hubspot_forms"],
    enables: "names of forms, and activity rules by form",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the form, a GUID", "guid", "form_id", "Form ID"),
    name: enables(
      "forms by name",
      nullable(withBinding({ orHeaders: ["Form name"], longest: 1000 }, text("Name of the form"))),
    ),
    form_type: nullable(withBinding({ orHeaders: ["formType"] }, text("Kind of form: HUBSPOT, CAPTURED, FLOW, ..."))),
    is_deleted: unasked(isDeleted),
    created_at: nullable(withBinding({ orHeaders: ["createdAt"] }, instant("When the form was created, UTC"))),
    updated_at: nullable(withBinding({ orHeaders: ["updatedAt"] }, instant("When the form last changed, UTC"))),
  },
});
