import { enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_engagements = source({
  name: "raw.hubspot_engagements",
  about:
    "One row per call, email, meeting, note or task; of replicas that keep what is peculiar to each kind in a table of its own.",
  origin: hubspotOrigin("Engagement", {
    otherNames: ["engagements", "hubspot_engagements"],
    enables: "owners and times of engagements, where their own tables lack them",
    createdColumn: "created_at",
    changedColumns: ["last_updated"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain", orHeaders: ["engagement_id"] }, text("Id of the engagement")),
    owner_id: enables("who of sales did it", nullable(withBinding({ orHeaders: ["ownerId"] }, text("Who did it")))),
    type: nullable(text("CALL, EMAIL, MEETING, NOTE, TASK, INCOMING_EMAIL, ...")),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        withBinding(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    timestamp: nullable(withBinding({ orMilliseconds: true }, instant("When it happened or is due, UTC"))),
    created_at: nullable(
      withBinding({ orHeaders: ["createdAt"], orMilliseconds: true }, instant("When it was logged, UTC")),
    ),
    last_updated: nullable(
      withBinding({ orHeaders: ["lastUpdated"], orMilliseconds: true }, instant("When it last changed, UTC")),
    ),
  },
});
