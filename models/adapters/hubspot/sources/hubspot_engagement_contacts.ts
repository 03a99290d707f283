import { text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_engagement_contacts = source({
  name: "raw.hubspot_engagement_contacts",
  about: "One row per engagement and contact that it was with.",
  origin: hubspotOrigin("EngagementContact", {
    otherNames: ["engagement_contacts", "hubspot_engagement_contacts"],
    enables: "whom sales touched",
  }),
  grain: ["system", "engagement_id", "contact_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    engagement_id: withBinding({ recordId: "plain" }, text("The call, email, meeting, note or task")),
    contact_id: withBinding({ recordId: "plain" }, text("Contact that it was with")),
  },
});
