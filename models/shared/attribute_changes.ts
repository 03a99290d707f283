import { type RawBuilder, sql } from "kysely";

interface AttributeChange {
  attribute: string;
  value: string | null;
  person_no: number;
  observed_at: string;
}

/**
 * Of rows that say several things of a person at once, one row per thing and change of it: `rows` has `person_no`,
 * `observed_at` and a column of text per name. Compared before they are parted: a window over far fewer rows.
 */
export const attributeChanges = (rows: string, names: readonly string[]): RawBuilder<AttributeChange> => {
  const each = (said: (name: string) => string) => sql.raw(names.map(said).join(", "));
  return sql`(
    select attribute, value, person_no, observed_at
    from (
      from (
        select *, row_number() over said = 1 as is_first,
          ${each((name) => `is_first or ${name} is distinct from lag(${name}) over said as is_new_${name}`)}
        from ${sql.raw(rows)}
        window said as (partition by person_no order by observed_at)
      )
      unpivot include nulls ((value, is_new) for attribute in (${each((name) => `(${name}, is_new_${name}) as '${name}'`)}))
    )
    where is_new
  )`;
};
