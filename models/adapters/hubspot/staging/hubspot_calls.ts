import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_calls as raw } from "../sources/hubspot_calls.js";

export const hubspot_calls = model({
  name: "staging.hubspot_calls",
  about: "One row per call that HubSpot logged, renamed.",
  materialized: "view",
  grain: ["system", "engagement_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    engagement_id: text("Id of the call"),
    owner_id: nullable(text("Owner; a UI export with labels writes the name")),
    contact_ids: nullable(text("Contacts that it was with, as a;b, where the export has associations in it")),
    deal_ids: nullable(text("Deals that it was about, as a;b, where the export has associations in it")),
    direction: nullable(text("INBOUND or OUTBOUND")),
    status: nullable(text("COMPLETED, NO_ANSWER, BUSY, CANCELED, ...")),
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
        "contact_ids",
        "deal_ids",
        "hs_call_direction as direction",
        "hs_call_status as status",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "hs_timestamp as occurred_at",
        "hs_createdate as created_at",
        "hs_lastmodifieddate as modified_at",
      ]),
});
