import { isPresent, staged } from "../../../../src/table/staged.js";
import { hubspot_engagement_contacts as raw } from "../sources/hubspot_engagement_contacts.js";

export const hubspot_engagement_contacts = staged(raw, {
  name: "staging.hubspot_engagement_contacts",
  about: "One row per HubSpot engagement and contact on it that still belong together.",
  where: isPresent("is_deleted"),
  grain: ["system", "engagement_id", "contact_id"],
  columns: {
    system: "system",
    engagement_id: "engagement_id",
    contact_id: "contact_id",
  },
});
