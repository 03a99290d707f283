import {
  date,
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
import { systemColumn } from "../../../../src/table/source_columns.js";
import {
  changedColumns,
  datesStageChanges,
  isDeletedColumn,
  lastModifiedColumn,
  namePartColumn,
  salesforceIdColumn,
  salesforceOrigin,
  systemModstampColumn,
  wholeNameColumn,
} from "../shared/salesforce.js";

export const salesforce_leads = source({
  name: "raw.salesforce_leads",
  about: "One row per Lead of a Salesforce org, as last loaded.",
  origin: salesforceOrigin("Lead", {
    enables: "people before their conversion, and their status; without leads there is no funnel",
    reasonsEnable: "why sales rejects leads; without it every rejection has the reason No reason given",
    describesPeople: true,
    attributes: {
      email: "Email",
      job_title: "Title",
      country: "Country",
      industry: "Industry",
      employee_count: "NumberOfEmployees",
      annual_revenue: "AnnualRevenue",
      owner_id: "OwnerId",
    },
    changedColumns,
    whenMissing: "deleted",
  }),
  grain: ["system", "Id"],
  people: {
    ids: ["Id", "MasterRecordId", "ConvertedContactId"],
    addresses: ["Email"],
    mentions: ["ConvertedAccountId"],
  },
  columns: {
    system: systemColumn,
    Id: salesforceIdColumn("Id of the lead, prefix 00Q"),
    MasterRecordId: enables(
      "joining a merged lead with the one that survived; without it they are two people, or one disappears",
      nullable(salesforceIdColumn("Lead that this deleted one was merged into; null if not merged")),
    ),
    OwnerId: enables(
      "owners, their teams and their capacity",
      nullable(salesforceIdColumn("User or queue that owns the lead")),
    ),
    ConvertedAccountId: enables(
      "the account of a converted lead",
      nullable(salesforceIdColumn("Account that the lead was converted to, new or existing; null if not converted")),
    ),
    ConvertedContactId: enables(
      "joining a converted lead with its contact",
      nullable(salesforceIdColumn("Contact that the lead was converted to, new or existing; null if not converted")),
    ),
    ConvertedOpportunityId: enables(
      "the opportunity of a converted lead",
      nullable(salesforceIdColumn("Opportunity that the conversion created or joined; null if none")),
    ),
    Name: wholeNameColumn,
    FirstName: namePartColumn("First name"),
    LastName: namePartColumn("Last name"),
    Email: enables(
      "joining records by email address; finding test and internal records; fit rules on email",
      nullable(withBinding({ longest: 320 }, personal(text("Email address as typed, in any case")))),
    ),
    Title: enables(
      "persona, seniority and department, and fit rules on them",
      nullable(personal(text("Job title as typed"))),
    ),
    Company: enables(
      "company names, and fit rules on them",
      nullable(withBinding({ longest: 255 }, personal(text("Company as typed")))),
    ),
    Country: enables("regions", nullable(text("Country as typed or ISO code"))),
    CountryCode: onlyIf(
      "the org uses state and country picklists",
      enables(
        "the country where the export has only its code",
        nullable(text("ISO 3166 code of the country; only in orgs with country picklists")),
      ),
    ),
    Industry: enables("reports by industry, and fit rules on it", nullable(text("Industry picklist value"))),
    LeadSource: enables(
      "reports by source and channel",
      nullable(text("First-touch source in the org's own words, e.g. Webinar")),
    ),
    Status: enables(
      "the stages MQL, SAL, SQL and rejected",
      nullable(text("Lead status in the org's own words, e.g. Working")),
    ),
    NumberOfEmployees: enables(
      "reports by company size, and fit rules on it",
      nullable(whole("Number of employees of the company")),
    ),
    AnnualRevenue: enables(
      "fit rules on revenue",
      nullable(money("Annual revenue of the company", "currency of the org")),
    ),
    IsConverted: enables(
      "conversions, which count as SQLs",
      nullable(flag("True if the lead was converted; null if the export does not say")),
    ),
    IsDeleted: isDeletedColumn("in the recycle bin or merged into another lead"),
    HasOptedOutOfEmail: enables(
      "fit rules on people who opted out of email",
      nullable(flag("True if the person opted out of marketing email; null if the export does not say")),
    ),
    ConvertedDate: enables(
      "when a lead was converted",
      nullable(
        withBinding(
          { dropsClock: true },
          date(
            "Day of the conversion in the reporting time zone; Salesforce keeps no time of day; null if not converted",
          ),
        ),
      ),
    ),
    EmailBouncedDate: enables(
      "fit rules on addresses that bounced",
      nullable(instant("When email to the address last bounced, UTC; null if none did")),
    ),
    CreatedDate: enables(
      "when a lead was created; without it there is no first touch and no approximate MQL",
      nullable(instant("When the lead was created, UTC")),
    ),
    LastModifiedDate: lastModifiedColumn,
    SystemModstamp: datesStageChanges(systemModstampColumn),
  },
});
