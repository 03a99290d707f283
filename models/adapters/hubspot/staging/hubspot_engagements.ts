import { flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_engagements as raw } from "../sources/hubspot_engagements.js";

export const hubspot_engagements = model({
  name: "staging.hubspot_engagements",
  about: "One row per HubSpot engagement of any kind, renamed.",
  materialized: "view",
  grain: ["system", "engagement_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    engagement_id: text("Id of the engagement"),
    owner_id: nullable(text("Who did it")),
    type: nullable(text("CALL, EMAIL, MEETING, NOTE, TASK, INCOMING_EMAIL, ...")),
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
        "owner_id",
        "type",
        fn.coalesce("is_deleted", lit(false)).as("is_deleted"),
        "timestamp as occurred_at",
        "created_at",
        "last_updated as modified_at",
      ]),
});
