import { flag, instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { salesforceId } from "../../../../src/table/salesforce_id.js";
import { fullName } from "../../../shared/full_name.js";
import { salesforce_contacts as raw } from "../sources/salesforce_contacts.js";

export const salesforce_contacts = model({
  name: "staging.salesforce_contacts",
  about: "One row per Salesforce contact, renamed; ids in their 18-character form.",
  materialized: "view",
  grain: ["system", "contact_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    contact_id: text("Contact id"),
    master_contact_id: nullable(text("Contact that this deleted one was merged into; null if not merged")),
    account_id: nullable(text("Account of the contact; null for a private contact")),
    owner_id: nullable(text("User who owns the contact")),
    email: nullable(personal(text("As typed; any case"))),
    full_name: nullable(personal(text("Name, else first and last name"))),
    job_title: nullable(text("Job title as typed")),
    country: nullable(text("Mailing country as typed, else its ISO code")),
    lead_source: nullable(text("First-touch source as the org words it")),
    is_deleted: flag("In the recycle bin, or merged away; false if the export does not say"),
    has_opted_out_of_email: nullable(flag("Whether the human refused marketing mail; null if the export does not say")),
    email_bounced_at: nullable(instant("When mail to the address last came back, UTC; null if none did")),
    created_at: nullable(instant("When the contact was made, UTC")),
    modified_at: nullable(instant("When a user last changed it, else when it was made, UTC")),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select(({ fn, lit, ref }) => [
        "system",
        salesforceId(ref("Id")).as("contact_id"),
        salesforceId(ref("MasterRecordId")).as("master_contact_id"),
        salesforceId(ref("AccountId")).as("account_id"),
        salesforceId(ref("OwnerId")).as("owner_id"),
        "Email as email",
        fullName(ref("Name"), ref("FirstName"), ref("LastName")).as("full_name"),
        "Title as job_title",
        fn.coalesce("MailingCountry", "MailingCountryCode").as("country"),
        "LeadSource as lead_source",
        fn.coalesce("IsDeleted", lit(false)).as("is_deleted"),
        "HasOptedOutOfEmail as has_opted_out_of_email",
        "EmailBouncedDate as email_bounced_at",
        "CreatedDate as created_at",
        fn.coalesce("LastModifiedDate", "SystemModstamp", "CreatedDate").as("modified_at"),
      ]),
});
