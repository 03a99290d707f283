import { sql } from "kysely";
import { instant, nullable, type RowOf, real, text, whole } from "../../src/columns.js";
import { keyOf } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { definition_periods } from "../intermediate/definition_periods.js";
import { loads } from "../sources/loads.js";
import { run_context } from "../sources/run_context.js";
import { windows } from "../sources/windows.js";

const columns = {
  run_id: text("Key of the run's clock and the files it knew"),
  definition_version: nullable(text("Version of the definition in force; null without a definition")),
  time_zone: text("Reporting time zone, IANA name"),
  currency: text("Reporting currency"),
  file_count: whole("Files in the history"),
  min_sample: whole("A slice of fewer MQLs is small"),
  sal_days: real("Window of SAL", "days"),
  sql_days: real("Window of SQL", "days"),
  opportunity_days: real("Window of the opportunity", "days"),
  won_days: real("Window of the win", "days"),
  as_of: instant("The run's now, UTC: nothing later is known"),
};

export const runs = model({
  name: "marts.runs",
  about: "One row per run that built these tables: the one that did.",
  materialized: "table",
  grain: ["run_id"],
  from: { run: run_context, periods: definition_periods, windows, loads },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with files as (select count(*) as file_count, md5(string_agg(load_id, ',' order by load_id)) as file_key from loads)
    select ${keyOf("run.as_of", "files.file_key")} as run_id, periods.definition_version, run.time_zone, run.currency,
      files.file_count, run.min_sample, windows.sal_days, windows.sql_days, windows.opportunity_days, windows.won_days,
      run.as_of
    from run
    cross join windows
    cross join files
    asof left join periods on periods.from_at <= run.as_of`,
});
