import { sql } from "kysely";
import { instant, nullable, type RowOf, text } from "../../src/table/columns.js";
import { dayStart } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { definition_grades } from "../run/definition_grades.js";
import { definition_versions } from "../run/definition_versions.js";
import { run_context } from "../run/run_context.js";

/** All columns of the version; from_at is effective_from as an instant. */
const { effective_from: _, ...parameters } = definition_versions.columns;

const columns = {
  ...parameters,
  scored_grades: text("Grades that the scored path accepts, as one text, e.g. AB"),
  hand_raiser_grades: text("Grades that the hand-raiser path accepts, as one text, e.g. ABC"),
  high_fit_grades: text("Grades that count as a high fit in the quadrant, as one text, e.g. AB"),
  from_at: instant("Start of the period in which the version is in force, UTC; the year 1 for the first version"),
  until_at: nullable(instant("End of the period (not included), when the next version begins, UTC; null for the last")),
};

const gradesOf = (use: string) => sql`coalesce((
  select string_agg(grades.grade, '' order by grades.grade)
  from grades
  where grades.definition_version = versions.definition_version and grades.use = ${sql.lit(use)}
), '')`;

export const definition_periods = model({
  name: "intermediate.definition_periods",
  about: "One row per version of the definition: its parameters, and the period in which it is in force.",
  materialized: "table",
  isShared: true,
  grain: ["definition_version"],
  from: { versions: definition_versions, grades: definition_grades, run: run_context },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with dated as (
      select
        versions.* exclude (effective_from),
        ${gradesOf("scored")} as scored_grades,
        ${gradesOf("hand_raiser")} as hand_raiser_grades,
        ${gradesOf("high_fit")} as high_fit_grades,
        ${dayStart("run.time_zone", "versions.effective_from")} as starts_at
      from versions
      cross join run
    )
    select
      * exclude (starts_at),
      case when row_number() over (order by starts_at) = 1 then timestamp '0001-01-01' else starts_at end as from_at,
      lead(starts_at) over (order by starts_at) as until_at
    from dated`,
});
