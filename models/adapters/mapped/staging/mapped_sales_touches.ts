import { staged, trimmed } from "../../../../src/table/staged.js";
import { mapped_sales_touches as raw } from "../sources/mapped_sales_touches.js";

export const mapped_sales_touches = staged(raw, {
  name: "staging.mapped_sales_touches",
  about: "One row per sales touch of a mapped source; ids trimmed.",
  grain: ["system", "record_id", "touch_id", "owner_id", "kind", "is_automated", "occurred_at_is_date", "occurred_at"],
  columns: {
    system: "system",
    record_id: trimmed("record_id"),
    touch_id: trimmed("touch_id"),
    owner_id: trimmed("owner_id"),
    kind: "kind",
    is_automated: "is_automated",
    occurred_at_is_date: "occurred_at_is_date",
    occurred_at: "occurred_at",
  },
});
