import { date, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { salesforce_campaign_members as raw } from "../sources/salesforce_campaign_members.js";

export const salesforce_campaign_members = model({
  name: "staging.salesforce_campaign_members",
  about: "One row per member of a Salesforce campaign, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "campaign_member_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    campaign_member_id: text("Campaign member id"),
    campaign_id: text("Campaign"),
    lead_id: nullable(text("The member, if it is or was a lead")),
    contact_id: nullable(text("The member, if it is a contact or its lead became one")),
    status: nullable(text("Sent, Responded, Attended, ... as the org words it")),
    has_responded: nullable(flag("Whether the status counts as a response; null if the export does not say")),
    is_deleted: flag("In the recycle bin; false if the export does not say"),
    first_responded_date: nullable(date("Day of the first response; null without one")),
    created_at: nullable(instant("When the member was added, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("campaign_member_id"),
        salesforceId(ref("CampaignId")).as("campaign_id"),
        salesforceId(ref("LeadId")).as("lead_id"),
        salesforceId(ref("ContactId")).as("contact_id"),
        "Status as status",
        "HasResponded as has_responded",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "FirstRespondedDate as first_responded_date",
        "CreatedDate as created_at",
      ]),
});
