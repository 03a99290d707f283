import { enables, instant, nullable, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { marketoOrigin } from "../shared/marketo.js";

export const marketo_deleted_leads = source({
  name: "raw.marketo_deleted_leads",
  about:
    "One row per lead in a Marketo instance's list of deleted leads; no other extract shows the lead or its deletion.",
  origin: marketoOrigin("deleted_leads", {
    enables: "leaving out deleted leads; the activity extract does not have them",
    changedColumns: ["activityDate"],
  }),
  grain: ["system", "leadId"],
  people: { ids: ["leadId"] },
  columns: {
    system: systemColumn,
    leadId: recordIdColumn("Lead that was deleted", "id"),
    activityDate: enables(
      "when a lead was deleted",
      nullable(
        withBinding({ orHeaders: ["deletedAt"] }, instant("When it was deleted, UTC; null if the export does not say")),
      ),
    ),
  },
});
