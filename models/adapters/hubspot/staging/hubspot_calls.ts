import { orFalse, staged } from "../../../../src/table/staged.js";
import { hubspot_calls as raw } from "../sources/hubspot_calls.js";

export const hubspot_calls = staged(raw, {
  name: "staging.hubspot_calls",
  about: "One row per call that HubSpot logged, renamed.",
  grain: ["system", "engagement_id"],
  columns: {
    system: "system",
    engagement_id: "id",
    owner_id: "hubspot_owner_id",
    contact_ids: "contact_ids",
    deal_ids: "deal_ids",
    direction: "hs_call_direction",
    status: "hs_call_status",
    is_deleted: orFalse("is_deleted"),
    occurred_at: "hs_timestamp",
    created_at: "hs_createdate",
    modified_at: "hs_lastmodifieddate",
  },
});
