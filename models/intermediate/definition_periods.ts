import { sql } from "kysely";
import { instant, type RowOf, real, text } from "../../src/columns.js";
import { dayStart } from "../../src/dialect.js";
import { model } from "../../src/model.js";
import { definition_versions } from "../sources/definition_versions.js";
import { run_context } from "../sources/run_context.js";

const columns = {
  definition_version: text("Name of the version's folder"),
  cool_off_days: real("Days after a closing event in which a computed MQL opens no new cycle", "days of 24 hours"),
  from_at: instant("From when it is in force, UTC; the first version has always been"),
};

export const definition_periods = model({
  name: "intermediate.definition_periods",
  about: "One row per version of the definition and the instant from which it is in force.",
  materialized: "view",
  grain: ["definition_version"],
  from: { versions: definition_versions, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    select versions.definition_version, versions.cool_off_days,
      case when row_number() over (order by versions.effective_from) = 1 then timestamp '0001-01-01'
        else ${dayStart("run.time_zone", "versions.effective_from")} end as from_at
    from versions
    cross join run`,
});
