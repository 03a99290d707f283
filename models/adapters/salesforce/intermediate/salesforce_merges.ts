import { sql } from "kysely";
import { pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforce_accounts } from "../staging/salesforce_accounts.js";
import { salesforce_record_merge_history } from "../staging/salesforce_record_merge_history.js";

const columns = {
  ...pickColumns(salesforce_record_merge_history, "system"),
  record_id: text("Lead, contact or account that was merged away"),
  merged_into: text("Record that has survived so far"),
};

/** One step along the chains of merges; each step doubles the length of the chains that are known to their end. */
const further = (merges: string) => sql`
      select
        ${sql.ref(`${merges}.system`)},
        ${sql.ref(`${merges}.record_id`)},
        coalesce(later.merged_into, ${sql.ref(`${merges}.merged_into`)}) as merged_into
      from ${sql.table(merges)}
      left join ${sql.table(merges)} as later on later.system = ${sql.ref(`${merges}.system`)}
        and later.record_id = ${sql.ref(`${merges}.merged_into`)}`;

/**
 * Merges that RecordMergeHistory tells, and those of accounts that the merged account itself names. Leads and contacts
 * that name their own master are in `people`. If two person accounts were merged, so were their contacts. Three steps
 * follow chains of up to eight merges; records that were merged in a circle are not merged.
 */
export const salesforce_merges = model({
  name: "intermediate.salesforce_merges",
  about: "One row per Salesforce record that was merged into another, and the record that has survived.",
  materialized: "table",
  grain: ["system", "record_id"],
  from: { history: salesforce_record_merge_history, accounts: salesforce_accounts },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with told as (
      select system, merged_record_id as record_id, master_id as merged_into, 1 as place
      from history
      where master_id is not null
      union all
      select system, account_id, master_account_id, 2
      from accounts
      where master_account_id is not null
    ),
    direct as (
      select system, record_id, merged_into
      from told
      qualify row_number() over (partition by system, record_id order by place, merged_into) = 1
    ),
    twice as (${further("direct")}),
    four_times as (${further("twice")}),
    chained as (${further("four_times")}),
    merges as (
      select system, record_id, merged_into, 1 as place from chained
      union all
      select chained.system, gone.person_contact_id, kept.person_contact_id, 2
      from chained
      inner join accounts as gone on gone.system = chained.system and gone.account_id = chained.record_id
      inner join accounts as kept on kept.system = chained.system and kept.account_id = chained.merged_into
      where gone.person_contact_id is not null and kept.person_contact_id is not null
    )
    select system, record_id, merged_into
    from merges
    where record_id <> merged_into
    qualify row_number() over (partition by system, record_id order by place, merged_into) = 1`,
});
