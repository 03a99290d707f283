import { staged } from "../../../../src/table/staged.js";
import { hubspot_email_campaigns as raw } from "../sources/hubspot_email_campaigns.js";

export const hubspot_email_campaigns = staged(raw, {
  name: "staging.hubspot_email_campaigns",
  about: "One row per HubSpot mailing, columns renamed.",
  grain: ["system", "email_campaign_id"],
  columns: {
    system: "system",
    email_campaign_id: "id",
    name: "name",
    subject: "subject",
    type: "type",
  },
});
