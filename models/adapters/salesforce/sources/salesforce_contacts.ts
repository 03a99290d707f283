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
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  datesStageChanges,
  isDeletedColumn,
  lastModifiedColumn,
  namePartColumn,
  ofPersonAccounts,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
  wholeNameColumn,
} from "../shared/salesforce.js";

export const salesforce_contacts = source({
  name: "raw.salesforce_contacts",
  about: "One row per Contact of a Salesforce org, as last loaded.",
  origin: salesforceOrigin("Contact", {
    enables: "people after their conversion, and the people on opportunities",
    describesPeople: true,
    attributes: { email: "Email", job_title: "Title", country: "MailingCountry", owner_id: "OwnerId" },
    changedColumns,
    whenMissing: "deleted",
  }),
  grain: ["system", "Id"],
  people: { ids: ["Id", "MasterRecordId"], addresses: ["Email"], mentions: ["AccountId"] },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the contact, prefix 003"),
    MasterRecordId: enables(
      "joining a merged contact with the one that survived; without it they are two people, or one disappears",
      nullable(salesforceIdColumn("Contact that this deleted one was merged into; null if not merged")),
    ),
    AccountId: enables(
      "company, industry and size of contacts",
      nullable(salesforceIdColumn("Account that the contact belongs to; null for a private contact")),
    ),
    OwnerId: enables("owners and their teams", nullable(salesforceIdColumn("User who owns the contact"))),
    Name: wholeNameColumn,
    FirstName: namePartColumn("First name"),
    LastName: namePartColumn("Last name"),
    Email: enables(
      "joining records by email address; finding test and internal records",
      nullable(withBinding({ longest: 320 }, personal(text("Email address as typed, in any case")))),
    ),
    Title: enables("persona, seniority and department", nullable(personal(text("Job title as typed")))),
    MailingCountry: enables("regions", nullable(text("Mailing country as typed"))),
    MailingCountryCode: onlyIf(
      "the org uses state and country picklists",
      enables(
        "the country where the export has only its code",
        nullable(text("ISO 3166 code of the mailing country; only in orgs with country picklists")),
      ),
    ),
    LeadSource: enables(
      "the source of people who were never leads",
      nullable(text("First-touch source in the org's own words, e.g. Webinar")),
    ),
    IsDeleted: isDeletedColumn("in the recycle bin or merged into another contact"),
    IsPersonAccount: ofPersonAccounts(
      "the person of a person account, where the export of accounts does not name the contact",
      flag("True if the contact and its account are one person; null if the export does not say"),
    ),
    HasOptedOutOfEmail: enables(
      "fit rules on people who opted out of email",
      nullable(flag("True if the person opted out of marketing email; null if the export does not say")),
    ),
    EmailBouncedDate: enables(
      "fit rules on addresses that bounced",
      nullable(instant("When email to the address last bounced, UTC; null if none did")),
    ),
    CreatedDate: enables("when a contact was created", nullable(instant("When the contact was created, UTC"))),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: datesStageChanges(systemModstampColumn),
  },
});
