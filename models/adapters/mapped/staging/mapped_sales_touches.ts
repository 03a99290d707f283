import { flag, instant, nullable, oneOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mapped_sales_touches as raw } from "../sources/mapped_sales_touches.js";

export const mapped_sales_touches = model({
  name: "staging.mapped_sales_touches",
  about: "One row per sales touch of a mapped source; ids trimmed.",
  materialized: "view",
  grain: ["system", "record_id", "touch_id", "owner_id", "kind", "is_automated", "occurred_at_is_date", "occurred_at"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    record_id: text("Id of the person in the source"),
    touch_id: nullable(text("Id of the touch; null where the source has none")),
    owner_id: nullable(text("Who of sales touched")),
    kind: nullable(oneOf(["call", "email", "meeting"], "How sales touched; null if the file does not say")),
    is_automated: nullable(flag("Whether a machine sent it; null if the file does not say")),
    occurred_at_is_date: flag("Whether occurred_at came as a bare date"),
    occurred_at: instant("When it happened, UTC; a bare date stands as its midnight, unshifted"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn }) => [
        "system",
        fn<string>("trim", ["record_id"]).as("record_id"),
        fn<string | null>("trim", ["touch_id"]).as("touch_id"),
        fn<string | null>("trim", ["owner_id"]).as("owner_id"),
        "kind",
        "is_automated",
        "occurred_at_is_date",
        "occurred_at",
      ]),
});
