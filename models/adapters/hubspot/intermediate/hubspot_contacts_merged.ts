import { sql } from "kysely";
import { pickColumns, type RowOf, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { mergesListedIn, selectMerges } from "../shared/merges.js";
import { hubspot_contact_merges } from "../staging/hubspot_contact_merges.js";
import { hubspot_contacts } from "../staging/hubspot_contacts.js";

const columns = {
  ...pickColumns(hubspot_contacts, "system"),
  record_id: text("Contact that was merged into another"),
  merged_into: text("Contact that survived the merge"),
};

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
      ${mergesListedIn("contacts", "contact_id", "merged_contact_ids")}
      union
      select system, merged_contact_id, contact_id from merges
    )
    ${selectMerges("listed_merges")}`,
});
