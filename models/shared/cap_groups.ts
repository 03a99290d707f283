/** How scoring spells caps and recency as columns: a lane for each cap group, a step for each entry of recency. */
import { type RawBuilder, sql } from "kysely";
import type { ModelShape } from "../../src/table/model.js";

/** Lane 0 is uncapped; every cap group has a lane of its own; `shape` says how many there can be. */
export const capGroupNumbers = ({ capGroups }: ModelShape) => Array.from({ length: capGroups + 1 }, (_, lane) => lane);
/** Steps from 1; step 0 is the weight with which an activity enters. */
export const recencyStepNumbers = ({ recencySteps }: ModelShape) =>
  Array.from({ length: recencySteps }, (_, step) => step + 1);
/** Columns behind others, each with a comma before it. */
export const trailingColumns = (parts: readonly RawBuilder<unknown>[]) =>
  parts.length > 0 ? sql`, ${sql.join(parts)}` : sql``;
/** A column's name made of a word and numbers. */
export const numberedColumn = (...parts: (string | number)[]) => sql.ref(parts.join("_"));

/** Name of what a lane has earned, of one row or of all rows up to it. */
export const capGroupColumn = (no: number) => `lane_${no}`;

/** The same of all rows that have taken the step; a stretch that is forgotten by now takes none. */
const pointsPastStep = (no: number, step: number) =>
  sql`case when ${numberedColumn("aged", step)}.spell_no = spell_no then coalesce(${sql.ref(`aged_${step}.${capGroupColumn(no)}`)}, 0) else 0 end`;

/** The weight of a lane's entries is the sum of the steps that they have taken. */
const capGroupWorth = (no: number, shape: ModelShape) => {
  const steps = recencyStepNumbers(shape).map(
    (step) => sql` + ${numberedColumn("change", step)} * ${pointsPastStep(no, step)}`,
  );
  const worth = sql`(change_0 * coalesce(${sql.ref(`earned.${capGroupColumn(no)}`)}, 0)${sql.join(steps, sql``)}) * pow(kept_per_idle_month, months)`;
  return no === 0 ? worth : sql`least(${worth}, coalesce(${numberedColumn("cap", no)}, 'infinity'))`;
};

/** The weight of an activity of this age, in microseconds. */
export const weightAtAge = (age: RawBuilder<unknown>, shape: ModelShape) =>
  sql`(change_0${sql.join(
    recencyStepNumbers(shape).map(
      (step) =>
        sql` + case when ${age} >= ${numberedColumn("after", step)} then ${numberedColumn("change", step)} else 0 end`,
    ),
    sql``,
  )})`;

/** What all lanes count together, each under its cap. */
export const cappedWorth = (shape: ModelShape) =>
  sql.join(
    capGroupNumbers(shape).map((no) => capGroupWorth(no, shape)),
    sql` + `,
  );

/** What a version says of lanes and steps, in columns. */
const parameterColumns = (shape: ModelShape) =>
  trailingColumns([
    ...recencyStepNumbers(shape).flatMap((step) => [
      sql`coalesce(max(stairs.after_us) filter (where stairs.step_no = ${sql.lit(step)}), 0) as ${numberedColumn("after", step)}`,
      sql`coalesce(max(stairs.change) filter (where stairs.step_no = ${sql.lit(step)}), 0) as ${numberedColumn("change", step)}`,
    ]),
    ...capGroupNumbers(shape).map(
      (lane) => sql`max(caps.cap) filter (where caps.lane_no = ${sql.lit(lane)}) as ${numberedColumn("cap", lane)}`,
    ),
  ]);

/** A mistake of the program, not of the definition: numbers that are silently short would be worse than none. */
const errorAbove = (what: string, found: string, most: number) =>
  sql`case when ${sql.raw(found)} > ${sql.lit(most)} then error(${sql.lit(`more ${what} than the SQL was made for`)}) else true end`;

/** The CTE `rules`: one row per version and all that its scores need, of `periods`, `stairs` and `caps`. */
export const rulesCte = (shape: ModelShape) => sql`
    rules as (
      select periods.version_no, min(periods.kept_per_idle_month) as kept_per_idle_month,
        min(periods.points_per_idle_month) as points_per_idle_month, min(periods.from_at) as from_at,
        min(periods.until_at) as until_at, max(stairs.change) filter (where stairs.step_no = 0) as change_0
        ${parameterColumns(shape)}
      from periods
      inner join stairs on stairs.definition_version = periods.definition_version
      left join caps on caps.definition_version = periods.definition_version
      group by periods.version_no
      having ${errorAbove("recency steps", "max(stairs.step_no)", shape.recencySteps)}
        and ${errorAbove("cap groups", "coalesce(max(caps.lane_no), 0)", shape.capGroups)}
    )`;
