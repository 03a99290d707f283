import { bound, date, flag, instant, nullable, text } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const salesforce_campaign_members = source({
  name: "raw.salesforce_campaign_members",
  about: "One row per lead or contact in a campaign of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "CampaignMember",
    made: "CreatedDate",
    changed: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: bound({ recordId: "salesforce" }, text("15 or 18 characters, prefix 00v")),
    CampaignId: bound({ recordId: "salesforce" }, text("Campaign")),
    LeadId: nullable(text("The member, if it is or was a lead")),
    ContactId: nullable(text("The member, if it is a contact or its lead became one")),
    Status: nullable(text("Sent, Responded, Attended, ... as the org words it")),
    HasResponded: nullable(flag("Whether the status counts as a response")),
    IsDeleted: nullable(flag("In the recycle bin; null if the export does not say")),
    FirstRespondedDate: nullable(bound({ dropsClock: true }, date("Day of the first response"))),
    CreatedDate: nullable(instant("When the member was added, UTC")),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
