import { type RawBuilder, sql } from "kysely";
import { plainNumber, trimToNull } from "../../src/table/dialect.js";

/** The attributes that a record without a value of its own takes from its account. */
const accountAttributes = ["industry", "country", "employee_count", "annual_revenue"];
export const accountAttributeList = sql.join(accountAttributes.map((attribute) => sql.lit(attribute)));

const textOf: Readonly<Record<string, (column: string) => RawBuilder<string | null>>> = {
  industry: trimToNull,
  country: trimToNull,
  employee_count: (column) => sql`${sql.ref(column)}::varchar`,
  annual_revenue: (column) => plainNumber(sql.ref(column)),
};

/** SQL of the value, as text, that a person's record or an account has today in its column for `attribute`, one of the above. */
export const accountAttributeValue = (table: string, attribute: string) =>
  sql<string | null>`case ${sql.ref(attribute)} ${sql.join(
    accountAttributes.map((name) => sql`when ${sql.lit(name)} then ${textOf[name]!(`${table}.${name}`)}`),
    sql` `,
  )} end`;

/**
 * The configuration names fields of people; an account's field of the same name is another field. A key of its own, because
 * DuckDB tries every pair of rows for a left join with a condition on its left side.
 */
export const systemOfPeople = sql`case when is_of_account is not true then system end as system_of_people`;
