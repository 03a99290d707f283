import { flag, instant, nullable, oneOf, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";

export const mapped_sales_touches = source({
  name: "raw.mapped_sales_touches",
  about: "One row per sales touch of a mapped source; rows that are equal in every column count once.",
  origin: { kind: "mapped", entity: "sales_touches" },
  grain: ["system", "record_id", "touch_id", "owner_id", "kind", "is_automated", "occurred_at_is_date", "occurred_at"],
  people: { ids: ["record_id"] },
  columns: {
    system: systemColumn,
    record_id: recordIdColumn("Id of the person in the source"),
    touch_id: nullable(recordIdColumn("Id of the touch; null if the source has none")),
    owner_id: nullable(recordIdColumn("Sales rep who made the touch")),
    kind: nullable(oneOf(["call", "email", "meeting", "task"], "Kind of touch; null if the file does not say")),
    is_automated: nullable(flag("True if it was sent automatically, e.g. a bulk email; null if the file does not say")),
    occurred_at_is_date: withBinding({ marks: "occurred_at" }, flag("True if occurred_at is a date without a time")),
    occurred_at: withBinding(
      { orDate: true },
      instant("When it happened, UTC; a date without a time is stored as its midnight, not shifted to any time zone"),
    ),
  },
});
