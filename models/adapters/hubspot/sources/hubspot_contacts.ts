import {
  enables,
  flag,
  instant,
  money,
  nullable,
  onlyIf,
  personal,
  text,
  whole,
  withBinding,
} from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { crmIdColumn, recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import {
  associatedIds,
  exportFileNames,
  hubspotOrigin,
  isDeleted,
  mergedIds,
  ownerId,
  property,
} from "../shared/hubspot.js";
import { becameStageDate, enteredStageDate } from "../shared/lifecycle_dates.js";

export const hubspot_contacts = source({
  name: "raw.hubspot_contacts",
  about: "One row per contact of a HubSpot account, as last loaded; columns have the internal names of properties.",
  origin: hubspotOrigin("Contact", {
    otherNames: exportFileNames("contacts"),
    enables: "people, their first source and their lifecycle stage",
    describesPeople: true,
    attributes: {
      email: "email",
      job_title: "jobtitle",
      country: "country",
      industry: "industry",
      employee_count: "numemployees",
      annual_revenue: "annualrevenue",
      owner_id: "hubspot_owner_id",
    },
    reasonsEnable: "why MQLs were rejected (HubSpot has no standard property for it)",
    createdColumn: "createdate",
    changedColumns: ["lastmodifieddate"],
    deletedColumn: "is_deleted",
    whenMissing: "deleted",
  }),
  grain: ["system", "id"],
  people: {
    ids: ["id", "hs_merged_object_ids", "salesforceleadid", "salesforcecontactid"],
    addresses: ["email", "hs_additional_emails"],
  },
  columns: {
    system: systemColumn,
    id: recordIdColumn(
      "Record id of the contact, a whole number",
      "hs_object_id",
      "property_hs_object_id",
      "Record ID",
      "Contact ID",
      "vid",
      "contact_id",
    ),
    hubspot_owner_id: enables("owners and their teams", ownerId("Contact owner")),
    associatedcompanyid: enables(
      "company, industry and size of contacts",
      property(
        "associatedcompanyid",
        withBinding(
          { longest: 10000, recordId: "plain" },
          text("Id of the contact's company; several as 71;72, the first counts"),
        ),
        "Primary Associated Company ID",
        "Associated Company IDs",
        "Associated Company ID",
        "associations.companies",
      ),
    ),
    associated_deal_ids: associatedIds("Ids of the contact's deals", "Associated Deal IDs", "associations.deals"),
    hs_merged_object_ids: enables(
      "joining a merged contact with the one that survived; without it they are two people",
      // The second property lacks merges of merged contacts.
      mergedIds("contacts", "hs_calculated_merged_vids", "property_hs_calculated_merged_vids"),
    ),
    salesforceleadid: onlyIf(
      "the account is connected to Salesforce",
      enables(
        "joining contacts with their Salesforce leads",
        property(
          "salesforceleadid",
          crmIdColumn("Salesforce lead that the contact is synchronized with; null if none"),
          "Salesforce Lead ID",
        ),
      ),
    ),
    salesforcecontactid: onlyIf(
      "the account is connected to Salesforce",
      enables(
        "joining contacts with their Salesforce contacts",
        property(
          "salesforcecontactid",
          crmIdColumn("Salesforce contact that the contact is synchronized with; null if none"),
          "Salesforce Contact ID",
        ),
      ),
    ),
    firstname: property("firstname", personal(text("First name")), "First Name"),
    lastname: property("lastname", personal(text("Last name")), "Last Name"),
    email: enables(
      "joining records by email address; finding the contact of an email event",
      property("email", withBinding({ longest: 320 }, personal(text("Email address as typed, in any case")))),
    ),
    hs_additional_emails: enables(
      "finding the contact of an email event with an older address",
      property(
        "hs_additional_emails",
        withBinding({ longest: 10000 }, personal(text("Further email addresses, e.g. a@acme.com;b@acme.com"))),
        "Additional email addresses",
      ),
    ),
    jobtitle: enables(
      "persona, seniority and department, and fit rules on them",
      property("jobtitle", personal(text("Job title as typed")), "Job Title"),
    ),
    company: enables("company names", property("company", personal(text("Company as typed")), "Company Name")),
    industry: enables("reports by industry, and fit rules on it", property("industry", text("Industry as typed"))),
    country: enables("regions", property("country", text("Country as typed"), "Country/Region")),
    lead_source: onlyIf(
      "the account has a property lead_source of its own",
      enables(
        "sources in the team's own words; without it HubSpot's",
        property("lead_source", text("First source in the team's own words, from a custom property"), "Lead Source"),
      ),
    ),
    hs_analytics_source: enables(
      "reports by source and channel",
      property(
        "hs_analytics_source",
        text("First source in HubSpot's words: internal value, e.g. ORGANIC_SEARCH, or label"),
        "Original Source",
        "Original Traffic Source",
      ),
    ),
    hs_analytics_source_data_1: property(
      "hs_analytics_source_data_1",
      withBinding({ longest: 2000 }, personal(text("Detail of the first source, e.g. the website or the campaign"))),
      "Original Source Drill-Down 1",
      "Original Traffic Source Drill-Down 1",
    ),
    lifecyclestage: enables(
      "the stage of contacts without a date or a history of it",
      property(
        "lifecyclestage",
        text(
          "Lifecycle stage: internal value, id of a custom stage, or label; HubSpot's automation never moves it back",
        ),
        "Lifecycle Stage",
      ),
    ),
    hs_lead_status: enables(
      "rejections, e.g. UNQUALIFIED or BAD_TIMING",
      property("hs_lead_status", text("Lead status: internal value or label"), "Lead Status"),
    ),
    hs_email_hard_bounce_reason_enum: property(
      "hs_email_hard_bounce_reason_enum",
      text("Why emails to the contact bounced for good; null if they did not"),
      "Email hard bounce reason",
      "Email hard bounce reason enum",
    ),
    numemployees: enables(
      "company size in fit rules, for contacts without a company record",
      property(
        "numemployees",
        whole("Number of employees of the company, as typed"),
        "property_numberofemployees",
        "Number of Employees",
      ),
    ),
    annualrevenue: property(
      "annualrevenue",
      money("Annual revenue of the company", "currency of the account"),
      "Annual Revenue",
    ),
    hs_email_optout: property(
      "hs_email_optout",
      flag("True if the person opted out of marketing email; null if the export does not say"),
      "Unsubscribed from all email",
    ),
    is_deleted: isDeleted,
    createdate_is_minute: nullable(
      withBinding(
        { marks: "createdate", marksMinutes: true },
        flag("True if the create date has no seconds and no offset; null if there is none"),
      ),
    ),
    createdate: enables(
      "when a person first appeared, and which record is the oldest: it gives the source of the person",
      property("createdate", instant("When the contact was created, UTC"), "Create Date", "createdAt"),
    ),
    lastmodifieddate: enables(
      "the time of a change between two exports; without it the time of the load",
      property(
        "lastmodifieddate",
        instant("When the contact last changed, UTC"),
        "hs_lastmodifieddate",
        "property_hs_lastmodifieddate",
        "Last Modified Date",
        "updatedAt",
      ),
    ),
    hs_lifecyclestage_lead_date: becameStageDate("lead", "a Lead"),
    hs_v2_date_entered_lead: enteredStageDate("lead", "Lead"),
    hs_lifecyclestage_marketingqualifiedlead_date: enables(
      "the exact time of MQLs",
      becameStageDate("marketingqualifiedlead", "a Marketing Qualified Lead"),
    ),
    hs_v2_date_entered_marketingqualifiedlead: enteredStageDate("marketingqualifiedlead", "Marketing Qualified Lead"),
    hs_lifecyclestage_salesqualifiedlead_date: enables(
      "the exact time of SQLs",
      becameStageDate("salesqualifiedlead", "a Sales Qualified Lead"),
    ),
    hs_v2_date_entered_salesqualifiedlead: enteredStageDate("salesqualifiedlead", "Sales Qualified Lead"),
    hs_lifecyclestage_opportunity_date: becameStageDate("opportunity", "an Opportunity"),
    hs_v2_date_entered_opportunity: enteredStageDate("opportunity", "Opportunity"),
    hs_lifecyclestage_customer_date: becameStageDate("customer", "a Customer"),
    hs_v2_date_entered_customer: enteredStageDate("customer", "Customer"),
  },
});
