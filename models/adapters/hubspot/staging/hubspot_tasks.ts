import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_tasks as raw } from "../sources/hubspot_tasks.js";

export const hubspot_tasks = model({
  name: "staging.hubspot_tasks",
  about: "One row per task that HubSpot logged, renamed.",
  materialized: "view",
  grain: ["system", "engagement_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    engagement_id: text("Id of the task"),
    owner_id: nullable(text("Owner; a UI export with labels writes the name")),
    contact_ids: nullable(text("Contacts that it was with, as a;b, where the export has associations in it")),
    deal_ids: nullable(text("Deals that it was about, as a;b, where the export has associations in it")),
    status: nullable(text("NOT_STARTED, COMPLETED, ...")),
    type: nullable(text("TODO, CALL, EMAIL, ...")),
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
        "hs_task_status as status",
        "hs_task_type as type",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "hs_timestamp as occurred_at",
        "hs_createdate as created_at",
        "hs_lastmodifieddate as modified_at",
      ]),
});
