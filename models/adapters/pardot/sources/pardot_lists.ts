import { enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { isInRecycleBin, pardotOrigin, updatedAt } from "../shared/pardot.js";

export const pardot_lists = source({
  name: "raw.pardot_lists",
  about: "One row per list of a Pardot account, as last loaded.",
  origin: pardotOrigin("lists", {
    otherNames: ["list"],
    enables: "names of the lists that prospects were put on",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
    whenMissing: "told",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the list, a whole number"),
    name: enables("activity rules by list", nullable(text("Name of the list"))),
    is_dynamic: enables(
      "telling imported lists from lists that a rule fills",
      nullable(flag("True if a rule fills the list; null if the export does not say")),
    ),
    is_deleted: isInRecycleBin,
    created_at: nullable(instant("When the list was created, UTC")),
    updated_at: updatedAt,
  },
});
