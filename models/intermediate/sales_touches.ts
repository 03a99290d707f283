import { flag, instant, nullable, oneOf, text } from "../../src/table/columns.js";
import { model } from "../../src/table/model.js";
import { source_sales_touches } from "../canonical/source_sales_touches.js";
import { run_context } from "../run/run_context.js";
import { person_records } from "./person_records.js";

const columns = {
  touch_id: text("Touch"),
  person_id: text("Person who was touched"),
  owner_id: nullable(text("Who did it")),
  opportunity_id: nullable(text("Opportunity that it was about; null if none")),
  system: text("Source"),
  kind: oneOf(["call", "email", "meeting"], "What it was"),
  is_automated: flag("Whether a machine sent it"),
  occurred_at: instant("When, UTC"),
};

export const sales_touches = model({
  name: "intermediate.sales_touches",
  about: "One row per call, email or meeting of sales with a person who is kept, as of the run.",
  materialized: "table",
  grain: ["system", "touch_id"],
  from: { touches: source_sales_touches, records: person_records, run: run_context },
  columns,
  select: (db) =>
    db
      .selectFrom("touches")
      .innerJoin("records", (join) =>
        join.onRef("records.system", "=", "touches.system").onRef("records.record_id", "=", "touches.record_id"),
      )
      .crossJoin("run")
      .whereRef("touches.occurred_at", "<=", "run.as_of")
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
