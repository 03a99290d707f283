import { sql } from "kysely";
import { matchesRule } from "../../src/table/dialect.js";
import type { LookupGaps, UnmappedWord } from "../../src/table/lookup_gap.js";
import { people_described } from "../intermediate/people_described.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { personas as lookup } from "../lookups/personas.js";
import { unmappedTitles } from "../shared/unmapped_titles.js";

export const personas: LookupGaps = {
  lookup,
  about: "titles without a persona",
  unit: "people",
  from: { people: people_resolved, described: people_described, known: lookup },
  select: sql<UnmappedWord>`
    with ${unmappedTitles("persona")}
    select
      unmapped.word,
      unmapped.rows,
      case when count(known.priority) > 0 then to_json([arg_min(known, known.priority)])::varchar end as known
    from unmapped
    left join known on ${matchesRule("known", "unmapped.word")}
    group by unmapped.word, unmapped.rows`,
  cellsOfWord: ({ word }) => ({ match: "equals", value: word }),
  wordOfRow: ({ match, value }) => (match === "equals" || match === "contains" ? (value ?? null) : null),
  defaultCells: { persona: "Other" },
  minLetters: 5,
};
