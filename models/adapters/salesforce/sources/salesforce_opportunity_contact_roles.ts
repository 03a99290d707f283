import { enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  lastModifiedColumn,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
} from "../shared/salesforce.js";

export const salesforce_opportunity_contact_roles = source({
  name: "raw.salesforce_opportunity_contact_roles",
  about: "One row per contact role on an opportunity of a Salesforce org, as last loaded.",
  origin: salesforceOrigin("OpportunityContactRole", {
    enables: "which people belong to an opportunity; without roles only a converted lead has one",
    changedColumns,
    whenMissing: "ended",
  }),
  grain: ["system", "Id"],
  people: { ids: ["ContactId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the contact role, prefix 00K"),
    OpportunityId: salesforceIdColumn("Opportunity that the role is on"),
    ContactId: salesforceIdColumn("Contact who has the role"),
    Role: enables(
      "roles of contacts",
      nullable(text("Role in the org's own words, e.g. Decision Maker; null if none was chosen")),
    ),
    IsPrimary: nullable(
      flag("True if it is the primary contact; null if the export does not say, such as the weekly Data Export"),
    ),
    IsDeleted: enables(
      "leaving out roles that were removed",
      nullable(flag("True if in the recycle bin; null if the export does not say")),
    ),
    CreatedDate: enables(
      "when a contact was added to an opportunity",
      nullable(instant("When the role was given to the contact, UTC")),
    ),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: systemModstampColumn,
  },
});
