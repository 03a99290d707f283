/**
 * SQL of the weights and caps of a definition. Engagement has one column per cap group, and one change of weight per entry
 * of `recency`, so the number of columns and terms depends on the definition (`ModelShape`).
 *
 * Example: `caps: {awareness: 30}` gives two groups: 0, which is not capped, and 1, awareness. Its points are summed in the
 * columns `points_0` and `points_1`, and count as `points_0 + least(points_1, 30)`.
 *
 * Example: `recency: [{within_days: 14, weight: 2.5}, {within_days: 60, weight: 1.5}]` gives two steps. An activity has
 * weight 2.5 (`change_0`); after 14 days the weight changes by -1 (`change_1`), and after 60 days by -0.5 (`change_2`).
 */
import { type RawBuilder, sql } from "kysely";
import type { ModelShape } from "../../src/table/model.js";

/** The numbers of the cap groups: 0 for activities without a cap, then 1 to the most groups that a version has. */
export const capGroupNumbers = ({ capGroups }: ModelShape) => Array.from({ length: capGroups + 1 }, (_, no) => no);

/** The numbers of the steps of recency, from 1. The weight at age 0 is not a step, but `change_0`. */
export const recencyStepNumbers = ({ recencySteps }: ModelShape) =>
  Array.from({ length: recencySteps }, (_, step) => step + 1);

/** Columns to add to a select list: each has a comma before it, so that the list may be empty. */
export const trailingColumns = (parts: readonly RawBuilder<unknown>[]) =>
  parts.length > 0 ? sql`, ${sql.join(parts)}` : sql``;

/** A column whose name is made of words and numbers, e.g. `change_1`. */
export const numberedColumn = (...parts: (string | number)[]) => sql.ref(parts.join("_"));

/** The column with the points of a cap group, e.g. `points_1`: of one row, or summed over all rows so far. */
export const capGroupColumn = (no: number) => `points_${no}`;

/** The points of a group from activities that are old enough for a step; 0 if they belong to an earlier, forgotten spell. */
const pointsPastStep = (no: number, step: number) =>
  sql`case when ${numberedColumn("aged", step)}.spell_no = spell_no then coalesce(${sql.ref(`aged_${step}.${capGroupColumn(no)}`)}, 0) else 0 end`;

/** What the points of a group count now: each change of weight times the points that it applies to, then decay, then the cap. */
const capGroupWorth = (no: number, shape: ModelShape) => {
  const steps = recencyStepNumbers(shape).map(
    (step) => sql` + ${numberedColumn("change", step)} * ${pointsPastStep(no, step)}`,
  );
  const worth = sql`(change_0 * coalesce(${sql.ref(`earned.${capGroupColumn(no)}`)}, 0)${sql.join(steps, sql``)}) * pow(kept_per_idle_month, months)`;
  return no === 0 ? worth : sql`least(${worth}, coalesce(${numberedColumn("cap", no)}, 'infinity'))`;
};

/** The weight of an activity of this age (in microseconds), e.g. 1.5 at 20 days in the example above. */
export const weightAtAge = (age: RawBuilder<unknown>, shape: ModelShape) =>
  sql`(change_0${sql.join(
    recencyStepNumbers(shape).map(
      (step) =>
        sql` + case when ${age} >= ${numberedColumn("after", step)} then ${numberedColumn("change", step)} else 0 end`,
    ),
    sql``,
  )})`;

/** The sum of what all groups count now, each at most its cap. */
export const cappedWorth = (shape: ModelShape) =>
  sql.join(
    capGroupNumbers(shape).map((no) => capGroupWorth(no, shape)),
    sql` + `,
  );

/** The columns `after_<step>`, `change_<step>` and `cap_<group>` of a version. */
const parameterColumns = (shape: ModelShape) =>
  trailingColumns([
    ...recencyStepNumbers(shape).flatMap((step) => [
      sql`coalesce(max(stairs.after_us) filter (where stairs.step_no = ${sql.lit(step)}), 0) as ${numberedColumn("after", step)}`,
      sql`coalesce(max(stairs.change) filter (where stairs.step_no = ${sql.lit(step)}), 0) as ${numberedColumn("change", step)}`,
    ]),
    ...capGroupNumbers(shape).map(
      (no) => sql`max(caps.cap) filter (where caps.lane_no = ${sql.lit(no)}) as ${numberedColumn("cap", no)}`,
    ),
  ]);

/** Fails if a version has more steps or groups than `shape`. That is a bug, and without this check scores would silently be too low. */
const errorAbove = (what: string, found: string, most: number) =>
  sql`case when ${sql.raw(found)} > ${sql.lit(most)} then error(${sql.lit(`the definition has more ${what} than the SQL was written for`)}) else true end`;

/** The CTE `rules`: one row per version with all parameters of its scores. Reads `periods`, `stairs` and `caps`. */
export const rulesCte = (shape: ModelShape) => sql`
    rules as (
      select
        periods.version_no,
        min(periods.kept_per_idle_month) as kept_per_idle_month,
        min(periods.points_per_idle_month) as points_per_idle_month,
        min(periods.from_at) as from_at,
        min(periods.until_at) as until_at,
        max(stairs.change) filter (where stairs.step_no = 0) as change_0
        ${parameterColumns(shape)}
      from periods
      inner join stairs on stairs.definition_version = periods.definition_version
      left join caps on caps.definition_version = periods.definition_version
      group by periods.version_no
      having ${errorAbove("recency steps", "max(stairs.step_no)", shape.recencySteps)}
        and ${errorAbove("cap groups", "coalesce(max(caps.lane_no), 0)", shape.capGroups)}
    )`;
