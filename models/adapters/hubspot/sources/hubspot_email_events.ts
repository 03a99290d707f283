import { enables, flag, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_email_events = source({
  name: "raw.hubspot_email_events",
  about: "One row per event of a marketing email: sent, opened, clicked, ...",
  origin: hubspotOrigin("EmailEvent", {
    otherNames: ["email_events", "hubspot_email_events"],
    enables: "email opens and clicks in engagement scores",
    createdColumn: "created",
    history: {
      of: "Contact",
      limit: "the API has all events since the first mailing, a replica those since it was set up",
      remedy: "have the connector load all of them once",
    },
  }),
  grain: ["system", "id"],
  people: { activity: "id", addresses: ["recipient"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the event, a UUID"),
    email_campaign_id: enables(
      "campaigns of opens and clicks",
      nullable(recordIdColumn("Mailing that the event belongs to", "emailCampaignId")),
    ),
    recipient: enables(
      "linking opens and clicks to people",
      nullable(
        withBinding({ longest: 320 }, personal(text("Address that the email went to; events do not name a contact"))),
      ),
    ),
    type: text("What happened: SENT, DELIVERED, OPEN, CLICK, BOUNCE, STATUSCHANGE, ..."),
    portal_subscription_status: nullable(
      withBinding(
        { orHeaders: ["portalSubscriptionStatus"] },
        text("New status of the subscription, e.g. UNSUBSCRIBED; null if type is not STATUSCHANGE"),
      ),
    ),
    url: nullable(withBinding({ longest: 8000 }, personal(text("Link that was clicked; null if type is not CLICK")))),
    filtered_event: enables(
      "telling bots from people",
      nullable(
        withBinding(
          { orHeaders: ["filteredEvent"] },
          flag("True if HubSpot thinks that a bot or the sender did it; null if the export does not say"),
        ),
      ),
    ),
    created: instant("When it happened, UTC"),
  },
});
