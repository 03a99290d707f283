import { text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_engagement_contacts as raw } from "../sources/hubspot_engagement_contacts.js";

export const hubspot_engagement_contacts = model({
  name: "staging.hubspot_engagement_contacts",
  about: "One row per engagement and contact that it was with, renamed.",
  materialized: "view",
  grain: ["system", "engagement_id", "contact_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    engagement_id: text("The call, email, meeting, note or task"),
    contact_id: text("Contact that it was with"),
  },
  select: (db) => db.selectFrom("raw").select(["system", "engagement_id", "contact_id"]),
});
