import { bound, enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport } from "../shared/hubspot.js";

export const hubspot_engagements = source({
  name: "raw.hubspot_engagements",
  about:
    "One row per call, email, meeting, note or task; of replicas that keep what is peculiar to each kind in a table of its own.",
  origin: hubspotExport("Engagement", {
    otherNames: ["engagements", "hubspot_engagements"],
    enables: "owners and times of engagements, where their own tables lack them",
    made: "created_at",
    changed: ["last_updated"],
    deleted: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound({ recordId: "plain", orHeaders: ["engagement_id"] }, text("Id of the engagement")),
    owner_id: enables("who of sales did it", nullable(bound({ orHeaders: ["ownerId"] }, text("Who did it")))),
    type: nullable(text("CALL, EMAIL, MEETING, NOTE, TASK, INCOMING_EMAIL, ...")),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        bound(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    timestamp: nullable(bound({ orMilliseconds: true }, instant("When it happened or is due, UTC"))),
    created_at: nullable(bound({ orHeaders: ["createdAt"], orMilliseconds: true }, instant("When it was logged, UTC"))),
    last_updated: nullable(
      bound({ orHeaders: ["lastUpdated"], orMilliseconds: true }, instant("When it last changed, UTC")),
    ),
  },
});
