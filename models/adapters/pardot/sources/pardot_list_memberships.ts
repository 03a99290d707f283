import { enables, flag, instant, nullable } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { pardotOrigin, updatedAt } from "../shared/pardot.js";

export const pardot_list_memberships = source({
  name: "raw.pardot_list_memberships",
  about: "One row per prospect on a list of a Pardot account.",
  origin: pardotOrigin("list_memberships", {
    otherNames: ["list_membership", "list-memberships", "listMembership", "listMemberships"],
    enables: "list imports as activities, if the activity map names them",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
    whenMissing: "ended",
  }),
  grain: ["system", "id"],
  people: { ids: ["prospect_id"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the membership, a whole number"),
    list_id: recordIdColumn("List"),
    prospect_id: recordIdColumn("Prospect on the list"),
    opted_out: nullable(flag("True if the prospect opted out of the list; null if the export does not say")),
    is_deleted: nullable(flag("True if the prospect was taken off the list; null if the export does not say")),
    created_at: enables(
      "when a prospect was put on a list",
      nullable(instant("When the prospect was put on the list, UTC")),
    ),
    updated_at: updatedAt,
  },
});
