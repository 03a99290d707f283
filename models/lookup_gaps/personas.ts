import { sql } from "kysely";
import { fits, folded } from "../../src/table/dialect.js";
import type { Gap, Gaps } from "../../src/table/lookup_gap.js";
import { people_described } from "../intermediate/people_described.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { personas as lookup } from "../lookups/personas.js";

export const personas: Gaps = {
  lookup,
  about: "titles without a persona",
  unit: "people",
  from: { people: people_resolved, described: people_described, known: lookup },
  select: sql<Gap>`
    with unmapped as (
      select trim(min(people.job_title)) as word, count(*) as rows
      from people
      inner join described on described.person_id = people.person_id
      where described.persona = 'Unmapped'
      group by ${folded("people.job_title")}
    )
    select unmapped.word, unmapped.rows,
      case when count(known.priority) > 0 then to_json([arg_min(known, known.priority)])::varchar end as known
    from unmapped
    left join known on ${fits("known", "unmapped.word")}
    group by unmapped.word, unmapped.rows`,
  named: ({ word }) => ({ match: "equals", value: word }),
  example: ({ match, value }) => (match === "equals" || match === "contains" ? (value ?? null) : null),
  neutral: { persona: "Other" },
  least: 5,
};
