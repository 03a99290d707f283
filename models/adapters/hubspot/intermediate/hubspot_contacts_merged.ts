import { sql } from "kysely";
import { type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { splitIds } from "../shared/hubspot.js";
import { hubspot_contact_merges } from "../staging/hubspot_contact_merges.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";

const columns = {
  system: text("Source"),
  record_id: text("The contact that is no more"),
  merged_into: text("Contact that it was merged into"),
};

/** Only the winner names a merge. Of a chain every later winner names the first loser too: whoever is no loser itself counts. */
export const hubspot_contacts_merged = model({
  name: "intermediate.hubspot_contacts_merged",
  about:
    "One row per HubSpot contact that was merged into another; in replicas it stands unmarked, in other exports it is gone.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: { contacts: hubspot_contacts, merges: hubspot_contact_merges },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with told as (
      select system, unnest(${splitIds(sql`merged_contact_ids`)}) as record_id, contact_id as merged_into
      from contacts
      where merged_contact_ids is not null
      union
      select system, merged_contact_id, contact_id from merges
    ),
    merges_told as (select * from told where record_id <> merged_into),
    judged as (
      select merges_told.*, losers.record_id is not null as is_into_loser
      from merges_told
      left join (select distinct system, record_id from merges_told) as losers on losers.system = merges_told.system
        and losers.record_id = merges_told.merged_into
    )
    select system, record_id, merged_into
    from judged
    qualify row_number() over (partition by system, record_id order by is_into_loser, merged_into) = 1`,
});
