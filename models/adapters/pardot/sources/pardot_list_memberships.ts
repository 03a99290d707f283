import { enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { pardotOrigin } from "../shared/pardot.js";

export const pardot_list_memberships = source({
  name: "raw.pardot_list_memberships",
  about: "One row per prospect on a list of a Pardot account.",
  origin: pardotOrigin("list_memberships", {
    otherNames: ["list_membership", "list-memberships", "listMembership", "listMemberships"],
    enables: "imports of lists, where the activity map names them",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the membership, a whole number")),
    list_id: text("List"),
    prospect_id: text("Prospect"),
    opted_out: nullable(flag("Whether the prospect left the list")),
    is_deleted: nullable(flag("Taken off the list; null if the export does not say")),
    created_at: enables("when a prospect was put on a list", nullable(instant("When it was put on the list, UTC"))),
    updated_at: nullable(instant("When it last changed, UTC")),
  },
});
