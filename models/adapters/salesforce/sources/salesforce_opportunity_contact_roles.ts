import { enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_opportunity_contact_roles = source({
  name: "raw.salesforce_opportunity_contact_roles",
  about: "One row per contact role on an opportunity of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "OpportunityContactRole",
    deletedColumn: "IsDeleted",
    enables: "whose opportunity it is; without roles only a converted lead has one",
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 00K")),
    OpportunityId: withBinding({ recordId: "salesforce" }, text("Opportunity of the role")),
    ContactId: withBinding({ recordId: "salesforce" }, text("Contact in the role")),
    Role: enables("roles of contacts", nullable(text("Role as the org words it"))),
    IsPrimary: enables(
      "the primary contact",
      nullable(flag("Whether it is the primary contact; Data Export lacks it")),
    ),
    IsDeleted: enables(
      "roles that were taken back",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    CreatedDate: enables("when a contact joined the opportunity", nullable(instant("When the role was given, UTC"))),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
