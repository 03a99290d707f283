import { isPresent, staged } from "../../../../src/table/staged.js";
import { hubspot_engagement_deals as raw } from "../sources/hubspot_engagement_deals.js";

export const hubspot_engagement_deals = staged(raw, {
  name: "staging.hubspot_engagement_deals",
  about: "One row per HubSpot engagement and deal that it was about that still belong together.",
  where: isPresent("is_deleted"),
  grain: ["system", "engagement_id", "deal_id"],
  columns: {
    system: "system",
    engagement_id: "engagement_id",
    deal_id: "deal_id",
  },
});
