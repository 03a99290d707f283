import { nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_email_status_changes as raw } from "../sources/hubspot_email_status_changes.js";

export const hubspot_email_status_changes = model({
  name: "staging.hubspot_email_status_changes",
  about: "One row per change of a HubSpot subscription, renamed.",
  materialized: "view",
  grain: ["system", "email_event_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    email_event_id: text("Id of the email event"),
    subscription_status: nullable(text("UNSUBSCRIBED, SUBSCRIBED, ...")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(["system", "id as email_event_id", "portal_subscription_status as subscription_status"]),
});
