import { sql } from "kysely";
import { matchesRule } from "../../src/table/dialect.js";
import type { LookupGaps, UnmappedWord } from "../../src/table/lookup_gap.js";
import { people_described } from "../intermediate/people_described.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { titles as lookup } from "../lookups/titles.js";
import { unmappedTitles } from "../shared/unmapped_titles.js";

/** One rule of the shipped lookup may give the seniority and another one the department: both rows are proposed. */
export const titles: LookupGaps = {
  lookup,
  about: "titles without a seniority",
  unit: "people",
  from: { people: people_resolved, described: people_described, known: lookup },
  select: sql<UnmappedWord>`
    with ${unmappedTitles("seniority")},
    fitting as (
      select
        unmapped.word,
        unmapped.rows,
        arg_min(known, known.priority) filter (where known.seniority is not null) as seniority_rule,
        arg_min(known, known.priority) filter (where known.department is not null) as department_rule
      from unmapped
      left join known on ${matchesRule("known", "unmapped.word")}
      group by unmapped.word, unmapped.rows
    )
    select
      word,
      rows,
      case when seniority_rule is not null then to_json(list_distinct(
        case when department_rule is null then [seniority_rule]
          else [seniority_rule, department_rule] end))::varchar end as known
    from fitting`,
  cellsOfWord: ({ word }) => ({ match: "equals", value: word }),
  wordOfRow: () => null,
  defaultCells: { seniority: "other", department: null },
  minLetters: 5,
};
