import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { pardot_list_memberships as raw } from "../sources/pardot_list_memberships.js";

export const pardot_list_memberships = model({
  name: "staging.pardot_list_memberships",
  about: "One row per prospect on a Pardot list, renamed.",
  materialized: "view",
  grain: ["system", "list_membership_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    list_membership_id: text("Id of the membership"),
    list_id: text("List"),
    prospect_id: text("Prospect"),
    is_deleted: flag("Taken off the list; false if the export does not say"),
    created_at: nullable(instant("When it was put on the list, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit }) => [
        "system",
        "id as list_membership_id",
        fn<string>("trim", ["list_id"]).as("list_id"),
        fn<string>("trim", ["prospect_id"]).as("prospect_id"),
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "created_at",
      ]),
});
