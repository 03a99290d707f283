import { nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_email_campaigns as raw } from "../sources/hubspot_email_campaigns.js";

export const hubspot_email_campaigns = model({
  name: "staging.hubspot_email_campaigns",
  about: "One row per HubSpot mailing, renamed.",
  materialized: "view",
  grain: ["system", "email_campaign_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    email_campaign_id: text("Id of the mailing"),
    name: nullable(text("Name of the mailing")),
    subject: nullable(text("Subject line")),
    type: nullable(text("BATCH_EMAIL, AUTOMATED_EMAIL, ...")),
  },
  select: (db) => db.selectFrom("raw").select(["system", "id as email_campaign_id", "name", "subject", "type"]),
});
