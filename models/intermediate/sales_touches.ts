import { sql } from "kysely";
import { type Instant, pickColumns } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_sales_touches } from "../canonical/source_sales_touches.js";
import { run_context } from "../run/run_context.js";
import { person_records } from "./person_records.js";

/** Earlier ones cannot be; `marts.data_quality` counts them. */
const earliestInstant = sql<Instant>`timestamp '1970-01-01'`;

export const sales_touches = model({
  name: "intermediate.sales_touches",
  about: "One row per call, email, meeting or other completed task of sales with a person, up to the run's as-of.",
  materialized: "table",
  isShared: true,
  grain: ["system", "touch_id"],
  from: { touches: source_sales_touches, records: person_records, run: run_context },
  columns: {
    ...pickColumns(source_sales_touches, "touch_id"),
    ...pickColumns(person_records, "person_id"),
    ...pickColumns(source_sales_touches, "owner_id", "opportunity_id", "system", "kind", "is_automated", "occurred_at"),
  },
  select: (db) =>
    db
      .selectFrom("touches")
      .innerJoin("records", (join) =>
        join
          .onRef("records.system", "=", "touches.system")
          .onRef("records.entity", "=", "touches.entity")
          .onRef("records.record_id", "=", "touches.record_id"),
      )
      .crossJoin("run")
      .whereRef("touches.occurred_at", "<=", "run.as_of")
      .where("touches.occurred_at", ">=", earliestInstant)
      .select([
        "touches.touch_id",
        "records.person_id",
        "touches.owner_id",
        "touches.opportunity_id",
        "touches.system",
        "touches.kind",
        "touches.is_automated",
        "touches.occurred_at",
      ]),
});
