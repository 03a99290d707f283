import { sql } from "kysely";
import { personal, pickColumns, type RowOf, text } from "../../src/table/columns.js";
import { comparisonKey, isMailAddress } from "../../src/table/dialect.js";
import { model } from "../../src/table/model.js";
import { source_addresses } from "../canonical/source_addresses.js";
import { shared_mailboxes } from "../run/shared_mailboxes.js";
import { records_judged } from "./records_judged.js";

const columns = {
  ...pickColumns(records_judged, "record_no"),
  email: personal(text("Email address, trimmed, lower case, Unicode NFC; never a shared mailbox")),
};

/** A record's further addresses, e.g. those of contacts that were merged into it, count like its first (lifecycle.md 1). */
export const record_addresses = model({
  name: "intermediate.record_addresses",
  about: "One row per kept record and email address that can join it to others.",
  materialized: "table",
  grain: ["record_no", "email"],
  from: { records: records_judged, further: source_addresses, mailboxes: shared_mailboxes },
  columns,
  select: () => sql<RowOf<typeof columns>>`
    with others as (
      select distinct records.record_no, records.email as first_email, ${comparisonKey("further.email")} as email
      from further
      inner join records on records.system = further.system
        and records.entity = further.entity
        and records.record_id = further.record_id
      where records.exclusion is null
    )
    select record_no, email
    from records
    where exclusion is null and has_own_email
    union all
    select others.record_no, others.email
    from others
    anti join mailboxes on mailboxes.mailbox = split_part(others.email, '@', 1)
    where ${isMailAddress("others.email")} and others.email is distinct from others.first_email`,
});
