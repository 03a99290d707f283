import { sql } from "kysely";
import { comparisonKey } from "../../src/table/dialect.js";

/**
 * The CTE `unmapped`: one row per job title, compared without regard to case, that no rule gives a value for the column:
 * `word`, and `rows`, the number of people. It reads `people` (people_resolved) and `described` (people_described).
 */
export const unmappedTitles = (column: "persona" | "seniority") => sql`
    unmapped as (
      select trim(min(people.job_title)) as word, count(*) as rows
      from people
      inner join described on described.person_id = people.person_id
      where described.${sql.ref(column)} = 'Unmapped'
      group by ${comparisonKey("people.job_title")}
    )`;
