/** Columns of people that every step from the adapters to `marts.people` passes on unchanged. */
import { sql } from "kysely";
import { nullable, personal, text } from "../../src/table/columns.js";
import { trimToNull } from "../../src/table/dialect.js";

/** A new column needs a line here, and an adapter that fills it; without one it is null. */
export const personColumns = {
  full_name: nullable(personal(text("Full name"))),
  job_title: nullable(personal(text("Job title as typed"))),
};

const names = Object.keys(personColumns);
const listOf = (expressionOf: (name: string) => unknown) =>
  sql.join(
    names.map((name) => sql`${expressionOf(name)} as ${sql.ref(name)}`),
    sql`,\n        `,
  );

/** The columns of one table, e.g. `people.full_name`, as a list of a select. */
export const selectPersonColumns = (table: string) => listOf((name) => sql.ref(`${table}.${name}`));

/** The same, trimmed, with blanks as null. */
export const selectTrimmedPersonColumns = (table: string) => listOf((name) => trimToNull(`${table}.${name}`));

/** The same per person: of several records the first non-blank value in the order of `preference`. */
export const selectPreferredPersonColumns = () => listOf((name) => sql`arg_min(${sql.ref(name)}, preference)`);
