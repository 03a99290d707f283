/** How scoring spells caps and recency as columns: a lane for each cap group, a step for each entry of recency. */
import { type RawBuilder, sql } from "kysely";
import type { Shape } from "./model.js";

/** Lane 0 is uncapped; every cap group has a lane of its own; `shape` says how many there can be. */
export const lanesOf = ({ capGroups }: Shape) => Array.from({ length: capGroups + 1 }, (_, lane) => lane);
/** Steps from 1; step 0 is the weight with which an activity enters. */
export const stepsOf = ({ recencySteps }: Shape) => Array.from({ length: recencySteps }, (_, step) => step + 1);
/** Columns behind others, each with a comma before it. */
export const each = (parts: readonly RawBuilder<unknown>[]) => (parts.length > 0 ? sql`, ${sql.join(parts)}` : sql``);
/** A column's name made of a word and numbers. */
export const name = (...parts: (string | number)[]) => sql.ref(parts.join("_"));

/** The weight of a lane's entries is the sum of the steps that they have taken. */
export const laneWorth = (lane: number, shape: Shape) => {
  const taken = stepsOf(shape).map(
    (step) => sql` + ${name("change", step)} * coalesce(${name("lane", lane, step)}, 0)`,
  );
  const worth = sql`(change_0 * coalesce(${name("lane", lane)}, 0)${sql.join(taken, sql``)}) * pow(kept_per_idle_month, months)`;
  return lane === 0 ? worth : sql`least(${worth}, coalesce(${name("cap", lane)}, 'infinity'))`;
};

/** What a version says of lanes and steps, in columns. */
export const parametersOf = (shape: Shape) =>
  each([
    ...stepsOf(shape).flatMap((step) => [
      sql`coalesce(max(stairs.after_us) filter (where stairs.step_no = ${sql.lit(step)}), 0) as ${name("after", step)}`,
      sql`coalesce(max(stairs.change) filter (where stairs.step_no = ${sql.lit(step)}), 0) as ${name("change", step)}`,
    ]),
    ...lanesOf(shape).map(
      (lane) => sql`max(caps.cap) filter (where caps.lane_no = ${sql.lit(lane)}) as ${name("cap", lane)}`,
    ),
  ]);

/** A mistake of the program, not of the definition: numbers that are silently short would be worse than none. */
export const refuse = (what: string, found: string, most: number) =>
  sql`case when ${sql.raw(found)} > ${sql.lit(most)} then error(${sql.lit(`more ${what} than the SQL was made for`)}) else true end`;
