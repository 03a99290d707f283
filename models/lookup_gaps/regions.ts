import { sql } from "kysely";
import { comparisonKey } from "../../src/table/dialect.js";
import type { LookupGaps, UnmappedWord } from "../../src/table/lookup_gap.js";
import { people_described } from "../intermediate/people_described.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { regions as lookup } from "../lookups/regions.js";

export const regions: LookupGaps = {
  lookup,
  about: "countries without a region",
  unit: "people",
  from: { people: people_resolved, described: people_described },
  select: sql<UnmappedWord>`
    select trim(min(people.country)) as word, count(*) as rows
    from people
    inner join described on described.person_id = people.person_id
    where described.region = 'Unmapped'
    group by ${comparisonKey("people.country")}`,
  cellsOfWord: ({ word }) => ({ country: word }),
  wordOfRow: ({ country }) => country ?? null,
  defaultCells: { region: "Other" },
  minLetters: 5,
};
