import { flag, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { pardot_lists as raw } from "../sources/pardot_lists.js";

export const pardot_lists = model({
  name: "staging.pardot_lists",
  about: "One row per Pardot list, renamed.",
  materialized: "view",
  grain: ["system", "list_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    list_id: text("Id of the list"),
    name: nullable(text("Name of the list")),
    is_dynamic: nullable(flag("Whether a rule fills it; null if the export does not say")),
  },
  select: (db) => db.selectFrom("raw").select(["system", "id as list_id", "name", "is_dynamic"]),
});
