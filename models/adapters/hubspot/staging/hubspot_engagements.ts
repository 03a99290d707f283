import { orFalse, staged } from "../../../../src/table/staged.js";
import { hubspot_engagements as raw } from "../sources/hubspot_engagements.js";

export const hubspot_engagements = staged(raw, {
  name: "staging.hubspot_engagements",
  about: "One row per HubSpot engagement of any kind, columns renamed.",
  grain: ["system", "engagement_id"],
  columns: {
    system: "system",
    engagement_id: "id",
    owner_id: "owner_id",
    type: "type",
    is_deleted: orFalse("is_deleted"),
    occurred_at: "timestamp",
    created_at: "created_at",
    modified_at: "last_updated",
  },
});
