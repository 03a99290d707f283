import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_forms as raw } from "../sources/hubspot_forms.js";

export const hubspot_forms = model({
  name: "staging.hubspot_forms",
  about: "One row per HubSpot form, renamed.",
  materialized: "view",
  grain: ["system", "form_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    form_id: text("Id of the form, a guid"),
    name: nullable(text("Name of the form")),
    type: nullable(text("HUBSPOT, CAPTURED, FLOW, ...")),
    is_deleted: flag("Deleted in HubSpot; false if the export does not say"),
    created_at: nullable(instant("When it was made, UTC")),
    modified_at: nullable(instant("When it last changed, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit }) => [
        "system",
        "id as form_id",
        "name",
        "form_type as type",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "created_at",
        "updated_at as modified_at",
      ]),
});
