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
import { hubspotOrigin, propertyBinding } from "../shared/hubspot.js";

export const hubspot_contacts = source({
  name: "raw.hubspot_contacts",
  about:
    "One row per contact of a HubSpot account, as of the latest load that had it; properties by their internal names.",
  origin: hubspotOrigin("Contact", {
    otherNames: ["contacts", "hubspot_contacts", "hubspot-crm-exports-all-contacts*", "hubspot-crm-exports-contacts*"],
    enables: "people, their first source and their lifecycle stage",
    describesPeople: true,
    attributes: {
      ...{ email: "email", job_title: "jobtitle", country: "country", industry: "industry" },
      ...{ employee_count: "numemployees", annual_revenue: "annualrevenue" },
    },
    reasonsEnable: "why MQLs were rejected: HubSpot has no standard property of it",
    createdColumn: "createdate",
    changedColumns: ["lastmodifieddate"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding(
      {
        recordId: "plain",
        orHeaders: ["hs_object_id", "property_hs_object_id", "Record ID", "Contact ID", "vid", "contact_id"],
      },
      text("Record id of the contact, a whole number"),
    ),
    hubspot_owner_id: enables(
      "owner and owner team",
      nullable(
        withBinding(
          propertyBinding("hubspot_owner_id", "owner_id", "Contact owner"),
          text("Owner; a UI export with labels writes the name"),
        ),
      ),
    ),
    associatedcompanyid: enables(
      "company, industry and size of contacts",
      nullable(
        withBinding(
          {
            ...propertyBinding(
              "associatedcompanyid",
              "Primary Associated Company ID",
              "Associated Company IDs",
              "Associated Company ID",
            ),
            longest: 10000,
          },
          text("Company of the contact; several as a;b"),
        ),
      ),
    ),
    associated_deal_ids: nullable(
      withBinding(
        { orHeaders: ["Associated Deal IDs"], longest: 10000 },
        text("Deals of the contact as a;b, where the export has associations in it"),
      ),
    ),
    hs_merged_object_ids: enables(
      "losers of merges follow the winner; without it they are people of their own",
      nullable(
        withBinding(
          { ...propertyBinding("hs_merged_object_ids", "Merged record IDs", "Merged object IDs"), longest: 100000 },
          text("Contacts that were merged into it, as a;b"),
        ),
      ),
    ),
    salesforceleadid: onlyIf(
      "the account is connected to Salesforce",
      enables(
        "contacts and Salesforce leads are one person",
        nullable(
          withBinding(
            propertyBinding("salesforceleadid", "Salesforce Lead ID"),
            text("Salesforce lead that it is synchronised with"),
          ),
        ),
      ),
    ),
    salesforcecontactid: onlyIf(
      "the account is connected to Salesforce",
      enables(
        "contacts and Salesforce contacts are one person",
        nullable(
          withBinding(
            propertyBinding("salesforcecontactid", "Salesforce Contact ID"),
            text("Salesforce contact that it is synchronised with"),
          ),
        ),
      ),
    ),
    firstname: nullable(withBinding(propertyBinding("firstname", "First Name"), personal(text("Given name")))),
    lastname: nullable(withBinding(propertyBinding("lastname", "Last Name"), personal(text("Family name")))),
    email: enables(
      "records of one human are joined; email events find their contact",
      nullable(withBinding({ ...propertyBinding("email"), longest: 320 }, personal(text("As typed; any case")))),
    ),
    hs_additional_emails: enables(
      "email events to an older address find their contact",
      nullable(
        withBinding(
          { ...propertyBinding("hs_additional_emails", "Additional email addresses"), longest: 10000 },
          personal(text("Further addresses, as a;b")),
        ),
      ),
    ),
    jobtitle: enables(
      "persona, seniority, department",
      nullable(withBinding(propertyBinding("jobtitle", "Job Title"), text("Job title as typed"))),
    ),
    company: enables(
      "company names",
      nullable(withBinding(propertyBinding("company", "Company Name"), text("Company as typed"))),
    ),
    industry: enables(
      "industry as a dimension and in fit rules",
      nullable(withBinding(propertyBinding("industry"), text("Industry as typed"))),
    ),
    country: enables(
      "regions",
      nullable(withBinding(propertyBinding("country", "Country/Region"), text("Country as typed"))),
    ),
    lead_source: onlyIf(
      "the team keeps a property lead_source",
      enables(
        "sources in the team's words; without it HubSpot's own",
        nullable(
          withBinding(
            propertyBinding("lead_source", "Lead Source"),
            text("First source as the team words it, in a property of its own"),
          ),
        ),
      ),
    ),
    hs_analytics_source: enables(
      "source and channel",
      nullable(
        withBinding(
          propertyBinding("hs_analytics_source", "Original Source", "Original Traffic Source"),
          text("First source as HubSpot words it: ORGANIC_SEARCH, ... or its label"),
        ),
      ),
    ),
    hs_analytics_source_data_1: nullable(
      withBinding(
        {
          ...propertyBinding(
            "hs_analytics_source_data_1",
            "Original Source Drill-Down 1",
            "Original Traffic Source Drill-Down 1",
          ),
          longest: 2000,
        },
        text("What HubSpot knows further of the first source"),
      ),
    ),
    lifecyclestage: enables(
      "the stage of contacts, where no date and no history says it",
      nullable(
        withBinding(
          propertyBinding("lifecyclestage", "Lifecycle Stage"),
          text(
            "Stage: internal value, id of a custom stage, or its label; a high-water mark, for automation only moves it on",
          ),
        ),
      ),
    ),
    hs_lead_status: enables(
      "rejections: UNQUALIFIED, BAD_TIMING",
      nullable(
        withBinding(propertyBinding("hs_lead_status", "Lead Status"), text("Lead status: internal value or its label")),
      ),
    ),
    hs_email_hard_bounce_reason_enum: nullable(
      withBinding(
        propertyBinding(
          "hs_email_hard_bounce_reason_enum",
          "Email hard bounce reason",
          "Email hard bounce reason enum",
        ),
        text("Why mail to it came back for good; null if it did not"),
      ),
    ),
    numemployees: enables(
      "company size in fit rules, where no company says it",
      nullable(
        withBinding(
          propertyBinding("numemployees", "property_numberofemployees", "Number of Employees"),
          whole("Employees of the company as typed"),
        ),
      ),
    ),
    annualrevenue: nullable(
      withBinding(
        propertyBinding("annualrevenue", "Annual Revenue"),
        money("Annual revenue of the company", "account currency"),
      ),
    ),
    hs_email_optout: nullable(
      withBinding(
        propertyBinding("hs_email_optout", "Unsubscribed from all email"),
        flag("Whether the human refused marketing mail; null if the export does not say"),
      ),
    ),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        withBinding(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    createdate: enables(
      "when a person appeared: the oldest record gives the source",
      nullable(
        withBinding(
          { ...propertyBinding("createdate", "Create Date", "createdAt"), orMilliseconds: true },
          instant("When the contact was made, UTC"),
        ),
      ),
    ),
    lastmodifieddate: enables(
      "changes between two nightly exports get their own instant, not that of the load",
      nullable(
        withBinding(
          {
            ...propertyBinding(
              "lastmodifieddate",
              "hs_lastmodifieddate",
              "property_hs_lastmodifieddate",
              "Last Modified Date",
              "updatedAt",
            ),
            orMilliseconds: true,
          },
          instant("When anything last changed it, UTC"),
        ),
      ),
    ),
    hs_lifecyclestage_lead_date: nullable(
      withBinding(
        { ...propertyBinding("hs_lifecyclestage_lead_date", "Became a Lead Date"), orMilliseconds: true },
        instant("When it became a lead, UTC"),
      ),
    ),
    hs_v2_date_entered_lead: nullable(
      withBinding(
        {
          ...propertyBinding(
            "hs_v2_date_entered_lead",
            "hs_date_entered_lead",
            "property_hs_date_entered_lead",
            'Date entered "Lead (Lifecycle Stage Pipeline)"',
            "Date entered Lead (Lifecycle Stage Pipeline)",
          ),
          orMilliseconds: true,
        },
        instant("The same as newer portals say it, UTC"),
      ),
    ),
    hs_lifecyclestage_marketingqualifiedlead_date: enables(
      "exact instants of MQLs",
      nullable(
        withBinding(
          {
            ...propertyBinding(
              "hs_lifecyclestage_marketingqualifiedlead_date",
              "Became a Marketing Qualified Lead Date",
            ),
            orMilliseconds: true,
          },
          instant("When it became a Marketing Qualified Lead, UTC"),
        ),
      ),
    ),
    hs_v2_date_entered_marketingqualifiedlead: nullable(
      withBinding(
        {
          ...propertyBinding(
            "hs_v2_date_entered_marketingqualifiedlead",
            "hs_date_entered_marketingqualifiedlead",
            "property_hs_date_entered_marketingqualifiedlead",
            'Date entered "Marketing Qualified Lead (Lifecycle Stage Pipeline)"',
            "Date entered Marketing Qualified Lead (Lifecycle Stage Pipeline)",
          ),
          orMilliseconds: true,
        },
        instant("The same as newer portals say it, UTC"),
      ),
    ),
    hs_lifecyclestage_salesqualifiedlead_date: enables(
      "exact instants of SQLs",
      nullable(
        withBinding(
          {
            ...propertyBinding("hs_lifecyclestage_salesqualifiedlead_date", "Became a Sales Qualified Lead Date"),
            orMilliseconds: true,
          },
          instant("When it became a Sales Qualified Lead, UTC"),
        ),
      ),
    ),
    hs_v2_date_entered_salesqualifiedlead: nullable(
      withBinding(
        {
          ...propertyBinding(
            "hs_v2_date_entered_salesqualifiedlead",
            "hs_date_entered_salesqualifiedlead",
            "property_hs_date_entered_salesqualifiedlead",
            'Date entered "Sales Qualified Lead (Lifecycle Stage Pipeline)"',
            "Date entered Sales Qualified Lead (Lifecycle Stage Pipeline)",
          ),
          orMilliseconds: true,
        },
        instant("The same as newer portals say it, UTC"),
      ),
    ),
    hs_lifecyclestage_opportunity_date: nullable(
      withBinding(
        {
          ...propertyBinding("hs_lifecyclestage_opportunity_date", "Became an Opportunity Date"),
          orMilliseconds: true,
        },
        instant("When it became an opportunity, UTC"),
      ),
    ),
    hs_v2_date_entered_opportunity: nullable(
      withBinding(
        {
          ...propertyBinding(
            "hs_v2_date_entered_opportunity",
            "hs_date_entered_opportunity",
            "property_hs_date_entered_opportunity",
            'Date entered "Opportunity (Lifecycle Stage Pipeline)"',
            "Date entered Opportunity (Lifecycle Stage Pipeline)",
          ),
          orMilliseconds: true,
        },
        instant("The same as newer portals say it, UTC"),
      ),
    ),
    hs_lifecyclestage_customer_date: nullable(
      withBinding(
        { ...propertyBinding("hs_lifecyclestage_customer_date", "Became a Customer Date"), orMilliseconds: true },
        instant("When it became a customer, UTC"),
      ),
    ),
    hs_v2_date_entered_customer: nullable(
      withBinding(
        {
          ...propertyBinding(
            "hs_v2_date_entered_customer",
            "hs_date_entered_customer",
            "property_hs_date_entered_customer",
            'Date entered "Customer (Lifecycle Stage Pipeline)"',
            "Date entered Customer (Lifecycle Stage Pipeline)",
          ),
          orMilliseconds: true,
        },
        instant("The same as newer portals say it, UTC"),
      ),
    ),
  },
});
