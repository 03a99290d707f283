import { nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_email_status_changes = source({
  name: "raw.hubspot_email_status_changes",
  about: "One row per email event of the type STATUSCHANGE: what it changed a subscription to.",
  origin: hubspotOrigin("EmailEventStatusChange", {
    otherNames: ["email_event_status_changes"],
    enables: "telling unsubscribes from other changes of a subscription",
  }),
  grain: ["system", "id"],
  people: { activity: "id" },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the email event"),
    portal_subscription_status: nullable(
      withBinding(
        { orHeaders: ["portalSubscriptionStatus"] },
        text("New status of the subscription: UNSUBSCRIBED, SUBSCRIBED, ..."),
      ),
    ),
  },
});
