import { sql } from "kysely";
import { pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_contact_merges } from "../staging/hubspot_contact_merges.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";

const columns = {
  ...pickColumns(hubspot_contacts, "system"),
  record_id: text("Contact that was merged into another"),
  merged_into: text("Contact that survived the merge"),
};

/**
 * Only the contact that survived a merge names it. In a chain of merges, 3 into 2 and 2 into 1, both 2 and 1 may name 3.
 * The one that was not merged itself counts: 1.
 */
export const hubspot_contacts_merged = model({
  name: "intermediate.hubspot_contacts_merged",
  about:
    "One row per HubSpot contact that was merged into another; a replica still contains it without a mark, other exports do not contain it.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: { contacts: hubspot_contacts, merges: hubspot_contact_merges },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with listed_merges as (
      select system, unnest(${splitIds(sql`merged_contact_ids`)}) as record_id, contact_id as merged_into
      from contacts
      where merged_contact_ids is not null
      union
      select system, merged_contact_id, contact_id from merges
    ),
    true_merges as (select * from listed_merges where record_id <> merged_into),
    merges_and_winners as (
      select true_merges.*, merged_winners.record_id is not null as is_winner_merged
      from true_merges
      left join (select distinct system, record_id from true_merges) as merged_winners
        on merged_winners.system = true_merges.system and merged_winners.record_id = true_merges.merged_into
    )
    select system, record_id, merged_into
    from merges_and_winners
    qualify row_number() over (partition by system, record_id order by is_winner_merged, merged_into) = 1`,
});
