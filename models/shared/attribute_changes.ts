import { type RawBuilder, sql } from "kysely";

interface AttributeChange {
  attribute: string;
  value: string | null;
  person_no: number;
  observed_at: string;
}

/**
 * Turns rows with several attributes of a person into one row per attribute and change of its value. `rows` names a table
 * with `person_no`, `observed_at` and one text column per name. Values are compared before the columns become rows, because
 * the window then has far fewer rows.
 */
export const attributeChanges = (rows: string, names: readonly string[]): RawBuilder<AttributeChange> => {
  const each = (column: (name: string) => string) => sql.raw(names.map(column).join(", "));
  return sql`(
    select attribute, value, person_no, observed_at
    from (
      from (
        select
          *,
          row_number() over observations = 1 as is_first,
          ${each((name) => `is_first or ${name} is distinct from lag(${name}) over observations as is_new_${name}`)}
        from ${sql.raw(rows)}
        window observations as (partition by person_no order by observed_at)
      )
      unpivot include nulls ((value, is_new) for attribute in (${each((name) => `(${name}, is_new_${name}) as '${name}'`)}))
    )
    where is_new
  )`;
};
