import { sql } from "kysely";
import { folded } from "../../src/table/dialect.js";
import type { Gap, Gaps } from "../../src/table/lookup_gap.js";
import { people_described } from "../intermediate/people_described.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { regions as lookup } from "../lookups/regions.js";

export const regions: Gaps = {
  lookup,
  about: "countries without a region",
  unit: "people",
  from: { people: people_resolved, described: people_described },
  select: sql<Gap>`
    select trim(min(people.country)) as word, count(*) as rows
    from people
    inner join described on described.person_id = people.person_id
    where described.region = 'Unmapped'
    group by ${folded("people.country")}`,
  named: ({ word }) => ({ country: word }),
  example: ({ country }) => country ?? null,
  neutral: { region: "Other" },
  least: 5,
};
