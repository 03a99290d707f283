import { sql } from "kysely";
import { fitsCell } from "../../src/table/dialect.js";
import type { Gap, Gaps } from "../../src/table/lookup_gap.js";
import { people_channelled } from "../intermediate/people_channelled.js";
import { people_resolved } from "../intermediate/people_resolved.js";
import { channels as lookup } from "../lookups/channels.js";

const blank = { source: null, medium: null, campaign_type: null };

/** A channel is looked for by the source; only who has none is known by the medium, else by the first campaign's type. */
export const channels: Gaps = {
  lookup,
  about: "sources without a channel",
  unit: "people",
  from: { people: people_resolved, channelled: people_channelled, known: lookup },
  select: sql<Gap>`
    with unmapped as (
      select channelled.source, channelled.medium, channelled.campaign_type, trim(min(people.source)) as spelled,
        count(*) as rows
      from channelled
      inner join people on people.person_id = channelled.person_id
      where channelled.channel = 'Unmapped'
      group by channelled.source, channelled.medium, channelled.campaign_type
    ),
    ruled as (
      select unmapped.*, case when count(known.priority) > 0 then arg_min(known, known.priority) end as rule
      from unmapped
      left join known on ${fitsCell("known.source", "unmapped.source")} and ${fitsCell("known.medium", "unmapped.medium")}
        and ${fitsCell("known.campaign_type", "unmapped.campaign_type")}
      group by all
    ),
    worded as (
      select *, case when source is not null then 'source' when medium is not null then 'medium' else 'campaign_type' end as kind,
        coalesce(source, medium, campaign_type) as folded_word
      from ruled
    )
    select kind, coalesce(min(spelled), folded_word) as word, sum(rows)::bigint as rows,
      case when count(rule) > 0 then to_json(list_distinct(list(rule)))::varchar end as known
    from worded
    group by kind, folded_word`,
  named: ({ word, kind }) => ({ ...blank, [String(kind)]: word }),
  example: (row, { kind }) => row[String(kind)] ?? null,
  neutral: { channel: "Other" },
  least: 4,
};
