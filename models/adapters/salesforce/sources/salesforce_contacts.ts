import {
  enables,
  flag,
  instant,
  nullable,
  onlyIf,
  personal,
  text,
  withBinding,
} from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";

export const salesforce_contacts = source({
  name: "raw.salesforce_contacts",
  about: "One row per Contact of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Contact",
    deletedColumn: "IsDeleted",
    enables: "people after conversion, and the contacts of opportunities",
    describesPeople: true,
    attributes: { email: "Email", job_title: "Title", country: "MailingCountry" },
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 003")),
    MasterRecordId: enables(
      "losers of merges follow the winner; without it they are people of their own or vanish",
      nullable(text("Contact that this deleted one was merged into")),
    ),
    AccountId: enables(
      "company, industry and size of contacts",
      nullable(text("Account of the contact; null for a private contact")),
    ),
    OwnerId: enables("owner and owner team", nullable(text("User who owns the contact"))),
    Name: nullable(withBinding({ longest: 500 }, personal(text("Full name; Data Export has only its parts")))),
    FirstName: nullable(withBinding({ longest: 255 }, personal(text("Given name")))),
    LastName: nullable(withBinding({ longest: 255 }, personal(text("Family name")))),
    Email: enables(
      "records of one human are joined; internal and test records are known",
      nullable(withBinding({ longest: 320 }, personal(text("As typed; any case")))),
    ),
    Title: enables("persona, seniority, department", nullable(text("Job title as typed"))),
    MailingCountry: enables("regions", nullable(text("Country as typed"))),
    MailingCountryCode: onlyIf(
      "the org uses state and country picklists",
      enables(
        "countries where the export has only codes",
        nullable(text("ISO 3166 code, where the org uses country picklists")),
      ),
    ),
    LeadSource: enables(
      "source of people who never were leads",
      nullable(text("First-touch source as the org words it")),
    ),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin, or merged away; null if the export does not say")),
    ),
    HasOptedOutOfEmail: enables(
      "fit rules on who refused mail",
      nullable(flag("Whether the human refused marketing mail")),
    ),
    EmailBouncedDate: enables(
      "fit rules on addresses that bounce",
      nullable(instant("When mail to the address last came back, UTC")),
    ),
    CreatedDate: enables("when a contact was made", nullable(instant("When the contact was made, UTC"))),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: enables(
      "changes between two nightly exports get their own instant, not that of the load",
      nullable(instant("When anything last changed it, UTC")),
    ),
  },
});
