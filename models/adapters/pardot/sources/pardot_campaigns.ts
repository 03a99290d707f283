import { enables, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { crmIdColumn, recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { isDeleted, pardotOrigin, updatedAt } from "../shared/pardot.js";

export const pardot_campaigns = source({
  name: "raw.pardot_campaigns",
  about: "One row per campaign of a Pardot account, as last loaded; Salesforce ids have 15 or 18 characters.",
  origin: pardotOrigin("campaigns", {
    otherNames: ["campaign"],
    enables: "names of campaigns",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
    whenMissing: "told",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the campaign, a whole number"),
    name: enables("names of campaigns", nullable(text("Name of the campaign"))),
    crm_fid: nullable(
      withBinding(
        { orHeaders: ["salesforce_id"] },
        crmIdColumn("Salesforce campaign that it is connected to; null if none"),
      ),
    ),
    is_deleted: enables("leaving out deleted campaigns", isDeleted),
    created_at: nullable(instant("When the campaign was created, UTC")),
    updated_at: updatedAt,
  },
});
