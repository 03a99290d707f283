import { enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { pardotOrigin } from "../shared/pardot.js";

export const pardot_lists = source({
  name: "raw.pardot_lists",
  about: "One row per list of a Pardot account, as of the latest load that had it.",
  origin: pardotOrigin("lists", {
    otherNames: ["list"],
    enables: "names of the lists that prospects were put on",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the list, a whole number")),
    name: enables("rules on lists", nullable(text("Name of the list"))),
    is_dynamic: enables("imports apart from lists that a rule fills", nullable(flag("Whether a rule fills it"))),
    is_deleted: nullable(flag("In the recycle bin; null if the export does not say")),
    created_at: nullable(instant("When the list was made, UTC")),
    updated_at: nullable(instant("When it last changed, UTC")),
  },
});
