import { flag, instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_email_events as raw } from "../sources/hubspot_email_events.js";

export const hubspot_email_events = model({
  name: "staging.hubspot_email_events",
  about: "One row per event of a HubSpot marketing email, renamed.",
  materialized: "view",
  grain: ["system", "email_event_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    email_event_id: text("Id of the event, a uuid"),
    email_campaign_id: nullable(text("Mail that it is of")),
    recipient: nullable(personal(text("Address that the mail went to: no event names a contact"))),
    type: text("SENT, DELIVERED, OPEN, CLICK, BOUNCE, STATUSCHANGE, ..."),
    subscription_status: nullable(text("Of a STATUSCHANGE: UNSUBSCRIBED, ...")),
    url: nullable(personal(text("Of a CLICK: the link"))),
    is_filtered: nullable(
      flag("Whether HubSpot takes it for a machine's or the sender's own; null if the export does not say"),
    ),
    occurred_at: instant("When, UTC"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select([
        "system",
        "id as email_event_id",
        "email_campaign_id",
        "recipient",
        "type",
        "portal_subscription_status as subscription_status",
        "url",
        "filtered_event as is_filtered",
        "created as occurred_at",
      ]),
});
