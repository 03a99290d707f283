import { model } from "../../src/table/model.js";
import { run_log } from "../run/run_log.js";

export const runs = model({
  name: "marts.runs",
  about: "One row per run, failed ones included; the run that built these tables is the last one.",
  materialized: "table",
  grain: ["run_id"],
  from: { run_log },
  columns: run_log.columns,
  select: (db) => db.selectFrom("run_log").selectAll().orderBy("started_at").orderBy("run_id"),
});
