import {
  enables,
  flag,
  instant,
  money,
  nullable,
  onlyIf,
  personal,
  text,
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

export const hubspot_deals = source({
  name: "raw.hubspot_deals",
  about: "One row per deal of a HubSpot account, as last loaded.",
  origin: hubspotOrigin("Deal", {
    otherNames: exportFileNames("deals"),
    enables: "opportunities, wins, losses and amounts: the second half of the funnel",
    reasonsEnable: "why deals were lost (HubSpot's standard property is closed_lost_reason)",
    createdColumn: "createdate",
    changedColumns: ["hs_lastmodifieddate"],
    trackedColumns: ["dealstage"],
    deletedColumn: "is_deleted",
    whenMissing: "warned",
  }),
  grain: ["system", "id"],
  people: { mentions: ["contact_ids"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn(
      "Record id of the deal, a whole number",
      "deal_id",
      "hs_object_id",
      "property_hs_object_id",
      "Record ID",
      "Deal ID",
    ),
    hubspot_owner_id: enables("owners of deals", ownerId("Deal owner")),
    company_ids: enables(
      "deals by company",
      associatedIds(
        "Ids of the deal's companies",
        "Associated Company IDs",
        "Primary Associated Company ID",
        "property_hs_primary_associated_company",
        "hs_primary_associated_company",
        "associations.companies",
      ),
    ),
    hs_salesforceopportunityid: onlyIf(
      "the account is connected to Salesforce",
      enables(
        "counting a deal and its Salesforce opportunity once",
        property(
          "hs_salesforceopportunityid",
          crmIdColumn("Salesforce opportunity that the deal is synchronized with; null if none"),
          "Salesforce Opportunity ID",
        ),
      ),
    ),
    contact_ids: onlyIf(
      "the export comes from the UI (a replica has the table deal_contact)",
      enables(
        "the people on each deal",
        associatedIds("Ids of the contacts on the deal", "Associated Contact IDs", "associations.contacts"),
      ),
    ),
    hs_merged_object_ids: enables("counting merged deals once", mergedIds("deals")),
    dealname: property("dealname", personal(text("Name of the deal")), "Deal Name"),
    pipeline: property("pipeline", text("Pipeline: its id or its label"), "deal_pipeline_id"),
    dealstage: enables(
      "pipeline stages",
      property("dealstage", text("Stage: its id or its label"), "deal_pipeline_stage_id", "Deal Stage"),
    ),
    deal_currency_code: onlyIf(
      "the account has several currencies",
      enables(
        "amounts in their own currency; without it all are taken to be in the reporting currency",
        property("deal_currency_code", text("Currency of the amount, ISO 4217"), "Currency", "Deal currency code"),
      ),
    ),
    closed_lost_reason: property(
      "closed_lost_reason",
      withBinding({ longest: 65536 }, personal(text("Why the deal was lost, as typed"))),
      "Closed Lost Reason",
    ),
    amount: enables(
      "amounts of won and open opportunities",
      property("amount", money("Amount, not converted", "currency of the deal")),
    ),
    hs_is_closed: enables(
      "won and lost opportunities, where the table deal_pipeline_stage is missing",
      property(
        "hs_is_closed",
        flag("True if the deal is won or lost; null if the export does not say"),
        "Is Deal Closed?",
        "Is closed (numeric)",
      ),
    ),
    hs_is_closed_won: enables(
      "won opportunities, where the table deal_pipeline_stage is missing",
      property("hs_is_closed_won", flag("True if the deal is won; null if the export does not say"), "Is Closed Won"),
    ),
    is_deleted: isDeleted,
    closedate_is_date: nullable(
      withBinding({ marks: "closedate" }, flag("True if the close date has no time; null if there is no close date")),
    ),
    closedate: enables(
      "when a deal closed, if no history shows it",
      property(
        "closedate",
        withBinding(
          { orDate: true },
          instant("When the deal closed or is expected to close, UTC; a date without a time is stored as midnight"),
        ),
        "Close Date",
      ),
    ),
    hs_v2_date_entered_current_stage: enables(
      "when a deal closed, where no history of its stages shows it",
      property(
        "hs_v2_date_entered_current_stage",
        instant("When the deal entered its present stage, UTC; null if the export does not say"),
        "Date entered current stage",
      ),
    ),
    createdate: enables(
      "when a deal was created; without it nobody reaches the stage opportunity by it, but its win or loss counts",
      property("createdate", instant("When the deal was created, UTC"), "Create Date", "createdAt"),
    ),
    hs_lastmodifieddate: enables(
      "the time of a change between two exports; without it the time of the load",
      property("hs_lastmodifieddate", instant("When the deal last changed, UTC"), "Last Modified Date", "updatedAt"),
    ),
  },
});
