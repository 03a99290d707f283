import { date, enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_campaign_members = source({
  name: "raw.salesforce_campaign_members",
  about: "One row per lead or contact in a campaign of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "CampaignMember",
    deletedColumn: "IsDeleted",
    enables: "responses to campaigns: first and trigger campaign, and engagement that scores",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 00v")),
    CampaignId: withBinding({ recordId: "salesforce" }, text("Campaign")),
    LeadId: enables("responses of leads", nullable(text("The member, if it is or was a lead"))),
    ContactId: enables(
      "responses of contacts",
      nullable(text("The member, if it is a contact or its lead became one")),
    ),
    Status: enables("how a member answered", nullable(text("Sent, Responded, Attended, ... as the org words it"))),
    HasResponded: enables(
      "who answered, and who was only invited",
      nullable(flag("Whether the status counts as a response")),
    ),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    FirstRespondedDate: enables(
      "when a member answered",
      nullable(withBinding({ dropsClock: true }, date("Day of the first response"))),
    ),
    CreatedDate: enables(
      "when a member was added, if no response date is known",
      nullable(instant("When the member was added, UTC")),
    ),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
