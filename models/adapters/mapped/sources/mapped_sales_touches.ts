import { flag, instant, nullable, oneOf, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const mapped_sales_touches = source({
  name: "raw.mapped_sales_touches",
  about: "One row per sales touch of a mapped source; repetitions in every column are one.",
  origin: { kind: "mapped", entity: "sales_touches" },
  grain: ["system", "record_id", "touch_id", "owner_id", "kind", "is_automated", "occurred_at_is_date", "occurred_at"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    record_id: withBinding({ recordId: "plain" }, text("Id of the person in the source")),
    touch_id: nullable(text("Id of the touch; null where the source has none")),
    owner_id: nullable(text("Who of sales touched")),
    kind: nullable(oneOf(["call", "email", "meeting"], "How sales touched; null if the file does not say")),
    is_automated: nullable(flag("Whether a machine sent it; null if the file does not say")),
    occurred_at_is_date: withBinding({ marks: "occurred_at" }, flag("Whether occurred_at came as a bare date")),
    occurred_at: withBinding(
      { orDate: true },
      instant("When it happened, UTC; a bare date stands as its midnight, unshifted"),
    ),
  },
});
