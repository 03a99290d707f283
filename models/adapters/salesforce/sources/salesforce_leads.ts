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

export const salesforce_leads = source({
  name: "raw.salesforce_leads",
  about: "One row per Lead of a Salesforce org, as of the latest load that had it.",
  origin: {
    kind: "export",
    product: "salesforce",
    object: "Lead",
    deletedColumn: "IsDeleted",
    enables: "people before conversion, their status and conversion: without leads there is no funnel",
    reasonsEnable: "why sales refuses leads; without it every rejection has No reason given",
    describesPeople: true,
    attributes: {
      ...{ email: "Email", job_title: "Title", country: "Country", industry: "Industry" },
      ...{ employee_count: "NumberOfEmployees", annual_revenue: "AnnualRevenue" },
    },
    createdColumn: "CreatedDate",
    changedColumns: ["SystemModstamp", "LastModifiedDate"],
  },
  grain: ["system", "Id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    Id: withBinding({ recordId: "salesforce" }, text("15 or 18 characters, prefix 00Q")),
    MasterRecordId: enables(
      "losers of merges follow the winner; without it they are people of their own or vanish",
      nullable(text("Lead that this deleted one was merged into")),
    ),
    OwnerId: enables("owner, owner team and capacity", nullable(text("User or queue who owns the lead"))),
    ConvertedAccountId: enables(
      "the account of a converted lead",
      nullable(text("Account made or met by the conversion")),
    ),
    ConvertedContactId: enables(
      "a converted lead and its contact are one person",
      nullable(text("Contact made or met by the conversion")),
    ),
    ConvertedOpportunityId: enables(
      "the opportunity of a converted lead",
      nullable(text("Opportunity made or met by the conversion")),
    ),
    Name: nullable(withBinding({ longest: 500 }, personal(text("Full name; Data Export has only its parts")))),
    FirstName: nullable(withBinding({ longest: 255 }, personal(text("Given name")))),
    LastName: nullable(withBinding({ longest: 255 }, personal(text("Family name")))),
    Email: enables(
      "records of one human are joined; internal and test records are known; email rules of fit",
      nullable(withBinding({ longest: 320 }, personal(text("As typed; any case")))),
    ),
    Title: enables("persona, seniority, department, and the fit rules on them", nullable(text("Job title as typed"))),
    Company: enables(
      "company names; fit rules on them",
      nullable(withBinding({ longest: 255 }, text("Company as typed"))),
    ),
    Country: enables("regions", nullable(text("Country as typed or ISO code"))),
    CountryCode: onlyIf(
      "the org uses state and country picklists",
      enables(
        "countries where the export has only codes",
        nullable(text("ISO 3166 code, where the org uses country picklists")),
      ),
    ),
    Industry: enables("industry as a dimension and in fit rules", nullable(text("Industry picklist value"))),
    LeadSource: enables(
      "source and channel: which of them earns its handoff",
      nullable(text("First-touch source as the org words it")),
    ),
    Status: enables("stages: MQL, SAL, SQL, rejected", nullable(text("Lead status as the org words it"))),
    NumberOfEmployees: enables("company-size bands and fit rules on size", nullable(whole("Employees of the company"))),
    AnnualRevenue: enables("fit rules on revenue", nullable(money("Annual revenue of the company", "org currency"))),
    IsConverted: enables("conversions, which are SQLs", nullable(flag("Whether the lead was converted"))),
    IsDeleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(flag("In the recycle bin, or merged away")),
    ),
    HasOptedOutOfEmail: enables(
      "fit rules on who refused mail",
      nullable(flag("Whether the human refused marketing mail")),
    ),
    ConvertedDate: enables(
      "when a lead was converted",
      nullable(
        withBinding(
          { dropsClock: true },
          date("Day of the conversion in the reporting zone; Salesforce keeps no time"),
        ),
      ),
    ),
    EmailBouncedDate: enables(
      "fit rules on addresses that bounce",
      nullable(instant("When mail to the address last came back, UTC")),
    ),
    CreatedDate: enables(
      "when a lead was made: without it no first touch and no approximate MQL",
      nullable(instant("When the lead was made, UTC")),
    ),
    LastModifiedDate: nullable(instant("When a user last changed it, UTC")),
    SystemModstamp: enables(
      "changes between two nightly exports get their own instant, not that of the load",
      nullable(instant("When anything last changed it, UTC")),
    ),
  },
});
