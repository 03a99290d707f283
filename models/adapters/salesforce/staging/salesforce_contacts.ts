import { asSalesforceId, firstKnown, orFalse, staged } from "../../../../src/table/staged.js";
import { modifiedAt, stagedName } from "../shared/salesforce.js";
import { salesforce_contacts as raw } from "../sources/salesforce_contacts.js";

export const salesforce_contacts = staged(raw, {
  name: "staging.salesforce_contacts",
  about: "One row per Salesforce contact, columns renamed; ids in their 18-character form.",
  grain: ["system", "contact_id"],
  columns: {
    system: "system",
    contact_id: asSalesforceId("Id"),
    master_contact_id: asSalesforceId("MasterRecordId"),
    account_id: asSalesforceId("AccountId"),
    owner_id: asSalesforceId("OwnerId"),
    email: "Email",
    full_name: stagedName,
    job_title: "Title",
    country: firstKnown("Mailing country as typed, else its ISO code", "MailingCountry", "MailingCountryCode"),
    lead_source: "LeadSource",
    is_person_account: orFalse("IsPersonAccount"),
    is_deleted: orFalse("IsDeleted"),
    has_opted_out_of_email: "HasOptedOutOfEmail",
    email_bounced_at: "EmailBouncedDate",
    created_at: "CreatedDate",
    modified_at: modifiedAt,
  },
});
