import { sql } from "kysely";
import { activityTypes } from "../../src/config/activity_types.js";
import { comparisonKey, matchesGlob } from "../../src/table/dialect.js";
import type { LookupGaps, UnmappedWord } from "../../src/table/lookup_gap.js";
import { activities } from "../intermediate/activities.js";
import { activity_map as lookup } from "../lookups/activity_map.js";
import { source_systems } from "../run/source_systems.js";

/** Proposes the shipped rows of a type whose asset occurs in the exports, if the type also has a row without an asset. */
export const activity_map: LookupGaps = {
  lookup,
  about: "activities without a canonical type",
  unit: "activities",
  from: { activities, systems: source_systems, known: lookup },
  select: sql<UnmappedWord>`
    with unmapped as (
      select
        systems.product,
        activities.raw_type,
        activities.asset,
        count(*) as rows
      from activities
      inner join systems on systems.system = activities.system
      where not activities.is_mapped
      group by systems.product, activities.raw_type, activities.asset
    ),
    types as (
      select
        product,
        ${comparisonKey("raw_type")} as raw_type,
        trim(min(raw_type)) as word,
        sum(rows)::bigint as rows
      from unmapped
      group by product, ${comparisonKey("raw_type")}
    ),
    fitting as (
      select
        unmapped.product,
        ${comparisonKey("unmapped.raw_type")} as raw_type,
        known
      from unmapped
      inner join known on ${comparisonKey("known.system")} = unmapped.product
        and ${comparisonKey("known.raw_type")} = ${comparisonKey("unmapped.raw_type")}
        and (known.asset is null or ${matchesGlob("unmapped.asset", "known.asset")})
    ),
    known_types as (
      select
        product,
        raw_type,
        to_json(list(distinct known order by known.asset nulls first))::varchar as known
      from fitting
      group by product, raw_type
      having bool_or(known.asset is null)
    )
    select
      types.product,
      coalesce(types.word, '(none)') as word,
      types.rows,
      known_types.known,
      case when types.word is null then 'the export gives no activity type' end as fault
    from types
    left join known_types on known_types.product = types.product and known_types.raw_type = types.raw_type`,
  cellsOfWord: ({ product, word }) => ({ system: String(product), raw_type: word, asset: null }),
  wordOfRow: ({ system, raw_type, asset }, { product }) =>
    asset === null && (product === "mapped" || system === "any" || system === product) ? (raw_type ?? null) : null,
  furtherRows: activityTypes.map((type) => ({ system: "any", raw_type: type, asset: null, activity_type: type })),
  defaultCells: { activity_type: "other" },
  minLetters: 4,
};
