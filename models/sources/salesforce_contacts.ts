import { bound, flag, instant, nullable, personal, text } from "../../src/columns.js";
import { source } from "../../src/model.js";

export const salesforce_contacts = source({
  name: "raw.salesforce_contacts",
  about: "One row per Contact of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Contact",
    describesPeople: true,
    made: "CreatedDate",
    changed: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: bound({ recordId: "salesforce" }, text("15 or 18 characters, prefix 003")),
    MasterRecordId: nullable(text("Contact that this deleted one was merged into")),
    AccountId: nullable(text("Account of the contact; null for a private contact")),
    OwnerId: nullable(text("User who owns the contact")),
    Name: nullable(bound({ longest: 500 }, personal(text("Full name; Data Export has only its parts")))),
    FirstName: nullable(bound({ longest: 255 }, personal(text("Given name")))),
    LastName: nullable(bound({ longest: 255 }, personal(text("Family name")))),
    Email: nullable(bound({ longest: 320 }, personal(text("As typed; any case")))),
    Title: nullable(text("Job title as typed")),
    MailingCountry: nullable(text("Country as typed")),
    MailingCountryCode: nullable(text("ISO 3166 code, where the org uses country picklists")),
    LeadSource: nullable(text("First-touch source as the org words it")),
    IsDeleted: nullable(flag("In the recycle bin, or merged away; null if the export does not say")),
    HasOptedOutOfEmail: nullable(flag("Whether the human refused marketing mail")),
    EmailBouncedDate: nullable(instant("When mail to the address last came back, UTC")),
    CreatedDate: nullable(instant("When the contact was made, UTC")),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: nullable(instant("When anything last changed it, UTC")),
  },
});
