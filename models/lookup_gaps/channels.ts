import { sql } from "kysely";
import { matchesCell } from "../../src/table/dialect.js";
import type { LookupGaps, UnmappedWord } from "../../src/table/lookup_gap.js";
import { people_channelled } from "../intermediate/people_channelled.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { channels as lookup } from "../lookups/channels.js";

const blankCells = { source: null, medium: null, campaign_type: null };

/** The value is the source; for people without a source it is the medium, else the type of the first campaign. */
export const channels: LookupGaps = {
  lookup,
  about: "sources without a channel",
  unit: "people",
  from: { people: people_resolved, channelled: people_channelled, known: lookup },
  select: sql<UnmappedWord>`
    with unmapped as (
      select
        channelled.source,
        channelled.medium,
        channelled.campaign_type,
        trim(min(people.source)) as spelled,
        count(*) as rows
      from channelled
      inner join people on people.person_id = channelled.person_id
      where channelled.channel = 'Unmapped'
      group by channelled.source, channelled.medium, channelled.campaign_type
    ),
    with_rules as (
      select
        unmapped.*,
        case when count(known.priority) > 0 then arg_min(known, known.priority) end as rule
      from unmapped
      left join known on ${matchesCell("known.source", "unmapped.source")}
        and ${matchesCell("known.medium", "unmapped.medium")}
        and ${matchesCell("known.campaign_type", "unmapped.campaign_type")}
      group by all
    ),
    words as (
      select
        *,
        case when source is not null then 'source'
          when medium is not null then 'medium'
          else 'campaign_type' end as kind,
        coalesce(source, medium, campaign_type) as folded_word
      from with_rules
    )
    select
      kind,
      coalesce(min(spelled), folded_word) as word,
      sum(rows)::bigint as rows,
      case when count(rule) > 0 then to_json(list_distinct(list(rule)))::varchar end as known
    from words
    group by kind, folded_word`,
  cellsOfWord: ({ word, kind }) => ({ ...blankCells, [String(kind)]: word }),
  wordOfRow: (row, { kind }) => row[String(kind)] ?? null,
  defaultCells: { channel: "Other" },
  minLetters: 4,
};
