import { orFalse, staged } from "../../../../src/table/staged.js";
import { stagedEngagementAssociations, stagedEngagementIds, stagedEngagementTimes } from "../shared/engagements.js";
import { hubspot_emails as raw } from "../sources/hubspot_emails.js";

export const hubspot_emails = staged(raw, {
  name: "staging.hubspot_emails",
  about: "One row per email logged in HubSpot, columns renamed.",
  grain: ["system", "engagement_id"],
  columns: {
    ...stagedEngagementIds,
    sequence_id: "hs_sequence_id",
    ...stagedEngagementAssociations,
    direction: "hs_email_direction",
    status: "hs_email_status",
    source: "hs_engagement_source",
    is_deleted: orFalse("is_deleted"),
    ...stagedEngagementTimes,
  },
});
