import { enables, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { changedAt, loggedAt, occurredAt } from "../shared/engagements.js";
import { hubspotOrigin, isDeleted } from "../shared/hubspot.js";

export const hubspot_engagements = source({
  name: "raw.hubspot_engagements",
  about:
    "One row per call, email, meeting, note or task, in replicas that keep the details of each kind in another table.",
  origin: hubspotOrigin("Engagement", {
    otherNames: ["engagements", "hubspot_engagements"],
    enables: "owners and times of engagements that the table of their kind lacks",
    createdColumn: "created_at",
    changedColumns: ["last_updated"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  people: { activity: "id" },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the engagement", "engagement_id"),
    owner_id: enables(
      "the sales rep of each touch",
      nullable(withBinding({ orHeaders: ["ownerId"] }, recordIdColumn("Owner"))),
    ),
    type: nullable(text("Kind: CALL, EMAIL, MEETING, NOTE, TASK, INCOMING_EMAIL, ...")),
    is_deleted: isDeleted,
    timestamp: nullable(occurredAt),
    created_at: nullable(withBinding({ orHeaders: ["createdAt"] }, loggedAt)),
    last_updated: nullable(withBinding({ orHeaders: ["lastUpdated"] }, changedAt)),
  },
});
