import { nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_email_status_changes = source({
  name: "raw.hubspot_email_status_changes",
  about: "One row per change of a subscription: of email events of the type STATUSCHANGE what they changed.",
  origin: hubspotOrigin("EmailEventStatusChange", {
    otherNames: ["email_event_status_changes"],
    enables: "unsubscribes apart from other changes of subscriptions",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the email event")),
    portal_subscription_status: nullable(
      withBinding({ orHeaders: ["portalSubscriptionStatus"] }, text("UNSUBSCRIBED, SUBSCRIBED, ...")),
    ),
  },
});
