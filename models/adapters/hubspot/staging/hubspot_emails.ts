import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_emails as raw } from "../sources/hubspot_emails.js";

export const hubspot_emails = model({
  name: "staging.hubspot_emails",
  about: "One row per email that HubSpot logged, renamed.",
  materialized: "view",
  grain: ["system", "engagement_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    engagement_id: text("Id of the email"),
    owner_id: nullable(text("Owner; a UI export with labels writes the name")),
    sequence_id: nullable(text("Sequence that sent it; null if a human did")),
    contact_ids: nullable(text("Contacts that it was with, as a;b, where the export has associations in it")),
    deal_ids: nullable(text("Deals that it was about, as a;b, where the export has associations in it")),
    direction: nullable(text("EMAIL: sent; INCOMING_EMAIL: an answer; FORWARDED_EMAIL")),
    status: nullable(text("SENT, BOUNCED, SCHEDULED, FAILED, ...")),
    source: nullable(text("What logged it: CRM_UI, SEQUENCES, WORKFLOWS, ...")),
    is_deleted: flag("Deleted in HubSpot; false if the export does not say"),
    occurred_at: nullable(instant("When it happened or is due, UTC")),
    created_at: nullable(instant("When it was logged, UTC")),
    modified_at: nullable(instant("When it last changed, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit }) => [
        "system",
        "id as engagement_id",
        "hubspot_owner_id as owner_id",
        "hs_sequence_id as sequence_id",
        "contact_ids",
        "deal_ids",
        "hs_email_direction as direction",
        "hs_email_status as status",
        "hs_engagement_source as source",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "hs_timestamp as occurred_at",
        "hs_createdate as created_at",
        "hs_lastmodifieddate as modified_at",
      ]),
});
