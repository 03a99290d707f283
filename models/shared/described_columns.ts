/**
 * What lookups say about people: seniority, persona, size band, region and team. One piece of SQL for people as they are today
 * and for those of a cycle as they were at its MQL. The query needs `titles` (titles_matched), `sizes`, `regions` and `owners`.
 */
import { type RawBuilder, sql } from "kysely";
import { comparisonKey } from "../../src/table/dialect.js";

/** CTEs `sized` and `placed` for the rows of a table with `employee_count` and `country`. */
export const lookupsOf = (rows: string): RawBuilder<unknown> => sql`sized as (
      select
        counts.employee_count,
        arg_min(sizes.band, coalesce(sizes.min_employees, 0)) as band
      from (select distinct employee_count from ${sql.ref(rows)} where employee_count is not null) as counts
      inner join sizes on counts.employee_count >= coalesce(sizes.min_employees, 0)
        and (sizes.max_employees is null or counts.employee_count <= sizes.max_employees)
      group by counts.employee_count
    ),
    placed as (
      select
        ${comparisonKey("country")} as country,
        min(region) as region
      from regions
      group by ${comparisonKey("country")}
    )`;

/** Joins the lookups to rows with `job_title`, `employee_count`, `country` and `owner_id`. */
export const joinLookups = (rows: string): RawBuilder<unknown> => {
  const of = (column: string) => sql.ref<string>(`${rows}.${column}`);
  return sql`left join titles on titles.job_title = ${of("job_title")}
    left join sized on sized.employee_count = ${of("employee_count")}
    left join placed on placed.country = ${comparisonKey(of("country"))}
    left join owners on owners.owner_id = ${of("owner_id")}`;
};

/** The columns that the joined lookups give, for rows that also have `persona_given`. */
export const describedColumns = (rows: string): RawBuilder<unknown> => {
  const of = (column: string) => sql.ref(`${rows}.${column}`);
  return sql`titles.seniority,
      coalesce(${of("persona_given")}, titles.persona) as persona,
      case when ${of("employee_count")} is not null then coalesce(sized.band, 'Unmapped') end as company_size_band,
      case when ${of("country")} is not null then coalesce(placed.region, 'Unmapped') end as region,
      owners.team as owner_team`;
};
