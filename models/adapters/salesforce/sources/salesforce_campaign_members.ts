import { date, enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  isDeletedColumn,
  lastModifiedColumn,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
} from "../shared/salesforce.js";

export const salesforce_campaign_members = source({
  name: "raw.salesforce_campaign_members",
  about: "One row per lead or contact in a campaign of a Salesforce org, as last loaded.",
  origin: salesforceOrigin("CampaignMember", {
    enables: "responses to campaigns: the first and the trigger campaign, and engagement points",
    changedColumns,
    whenMissing: "ended",
  }),
  grain: ["system", "Id"],
  people: { ids: ["LeadId", "ContactId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the campaign member, prefix 00v"),
    CampaignId: salesforceIdColumn("Campaign that the member belongs to"),
    LeadId: enables(
      "responses of leads",
      nullable(
        salesforceIdColumn(
          "Lead that is the member, also after its conversion; null if the member always was a contact",
        ),
      ),
    ),
    ContactId: enables(
      "responses of contacts",
      nullable(
        salesforceIdColumn(
          "Contact that is the member, or that its lead was converted to; null for an unconverted lead",
        ),
      ),
    ),
    Status: nullable(text("Status in the org's own words, e.g. Sent, Responded or Attended")),
    HasResponded: enables(
      "telling members who responded from members who were only sent something",
      nullable(flag("True if the status counts as a response; null if the export does not say")),
    ),
    IsDeleted: isDeletedColumn(),
    FirstRespondedDate: enables(
      "when a member responded",
      nullable(withBinding({ dropsClock: true }, date("Day of the first response; null without one"))),
    ),
    CreatedDate: enables(
      "the time of a response whose date is missing",
      nullable(instant("When the member was added, UTC")),
    ),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
