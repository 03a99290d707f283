/** Merges of HubSpot. Only the record that survived names those that were merged into it. */
import { sql } from "kysely";
import { splitIds } from "./hubspot.js";

/** The merges that the records of a table list: `system`, `record_id`, `merged_into`. An id may have the time of its merge: `101:1661707291575`. */
export const mergesListedIn = (table: string, id: string, list: string) => sql`
      select system, trim(split_part(unnest(${splitIds(sql.ref(list))}), ':', 1)) as record_id, ${sql.ref(id)} as merged_into
      from ${sql.table(table)}
      where ${sql.ref(list)} is not null`;

/**
 * One row per record that was merged away. In a chain of merges, 3 into 2 and 2 into 1, both 2 and 1 may name 3. The one
 * that was not merged itself counts: 1.
 */
export const selectMerges = (listed: string) => sql`
    select system, record_id, merged_into
    from (
      select true_merges.*, merged_winners.record_id is not null as is_winner_merged
      from (select * from ${sql.table(listed)} where record_id <> merged_into) as true_merges
      left join (select distinct system, record_id from ${sql.table(listed)} where record_id <> merged_into) as merged_winners
        on merged_winners.system = true_merges.system and merged_winners.record_id = true_merges.merged_into
    )
    qualify row_number() over (partition by system, record_id order by is_winner_merged, merged_into) = 1`;
