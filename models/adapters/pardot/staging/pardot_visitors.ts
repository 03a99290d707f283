import { instant, nullable, text } from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { pardot_visitors as raw } from "../sources/pardot_visitors.js";

export const pardot_visitors = model({
  name: "staging.pardot_visitors",
  about: "One row per Pardot visitor, renamed.",
  materialized: "view",
  grain: ["system", "visitor_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    visitor_id: text("Id of the visitor"),
    prospect_id: nullable(text("Prospect; null while nobody knows whose browser it is")),
    utm_source: nullable(text("utm_source of the first visit")),
    utm_medium: nullable(text("utm_medium of the first visit")),
    created_at: nullable(instant("When it came first, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select([
        "system",
        "id as visitor_id",
        trimToNull("prospect_id").as("prospect_id"),
        trimToNull("source_parameter").as("utm_source"),
        trimToNull("medium_parameter").as("utm_medium"),
        "created_at",
      ]),
});
