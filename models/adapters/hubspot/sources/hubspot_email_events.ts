import { enables, flag, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
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
      limit: "the API gives events since the first mail; a replica has those since it began",
      remedy: "let the connector fetch all of them once",
    },
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the event, a uuid")),
    email_campaign_id: enables(
      "campaigns of opens and clicks",
      nullable(withBinding({ recordId: "plain", orHeaders: ["emailCampaignId"] }, text("Mail that it is of"))),
    ),
    recipient: enables(
      "whose open or click it was",
      nullable(
        withBinding({ longest: 320 }, personal(text("Address that the mail went to: no event names a contact"))),
      ),
    ),
    type: text("SENT, DELIVERED, OPEN, CLICK, BOUNCE, STATUSCHANGE, ..."),
    portal_subscription_status: nullable(
      withBinding({ orHeaders: ["portalSubscriptionStatus"] }, text("Of a STATUSCHANGE: UNSUBSCRIBED, ...")),
    ),
    url: nullable(withBinding({ longest: 8000 }, personal(text("Of a CLICK: the link")))),
    filtered_event: enables(
      "bots apart from people",
      nullable(
        withBinding(
          { orHeaders: ["filteredEvent"] },
          flag("Whether HubSpot takes it for a machine's or the sender's own; null if the export does not say"),
        ),
      ),
    ),
    created: withBinding({ orMilliseconds: true }, instant("When, UTC")),
  },
});
