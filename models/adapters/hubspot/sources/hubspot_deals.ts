import { enables, flag, instant, money, nullable, onlyIf, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin, propertyBinding } from "../shared/hubspot.js";

export const hubspot_deals = source({
  name: "raw.hubspot_deals",
  about: "One row per deal of a HubSpot account, as of the latest load that had it.",
  origin: hubspotOrigin("Deal", {
    otherNames: ["deals", "hubspot_deals", "hubspot-crm-exports-all-deals*", "hubspot-crm-exports-deals*"],
    enables: "opportunities, wins, losses and amounts: the second half of the funnel",
    reasonsEnable: "why deals were lost: closed_lost_reason is the standard property",
    createdColumn: "createdate",
    changedColumns: ["hs_lastmodifieddate"],
    trackedColumns: ["dealstage"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding(
      { recordId: "plain", orHeaders: ["deal_id", "hs_object_id", "property_hs_object_id", "Record ID", "Deal ID"] },
      text("Record id of the deal, a whole number"),
    ),
    hubspot_owner_id: enables(
      "who won it",
      nullable(
        withBinding(
          propertyBinding("hubspot_owner_id", "owner_id", "Deal owner"),
          text("Owner; a UI export with labels writes the name"),
        ),
      ),
    ),
    company_ids: enables(
      "opportunities of the people of an account",
      nullable(
        withBinding(
          {
            orHeaders: [
              "Associated Company IDs",
              "Primary Associated Company ID",
              "property_hs_primary_associated_company",
              "hs_primary_associated_company",
            ],
            longest: 10000,
          },
          text("Companies of the deal as a;b, where the export has associations in it"),
        ),
      ),
    ),
    hs_salesforceopportunityid: onlyIf(
      "the account is connected to Salesforce",
      enables(
        "deals that mirror Salesforce's opportunities count once",
        nullable(
          withBinding(
            propertyBinding("hs_salesforceopportunityid", "Salesforce Opportunity ID"),
            text("Salesforce opportunity that it is synchronised with"),
          ),
        ),
      ),
    ),
    contact_ids: onlyIf(
      "it comes from the UI; a replica has the table deal_contact",
      enables(
        "whose deal it is",
        nullable(
          withBinding(
            { orHeaders: ["Associated Contact IDs"], longest: 10000 },
            text("Contacts of the deal as a;b, where the export has associations in it"),
          ),
        ),
      ),
    ),
    hs_merged_object_ids: enables(
      "merged deals count once",
      nullable(
        withBinding(
          { ...propertyBinding("hs_merged_object_ids", "Merged record IDs", "Merged object IDs"), longest: 100000 },
          text("Deals that were merged into it, as a;b"),
        ),
      ),
    ),
    dealname: nullable(withBinding(propertyBinding("dealname", "Deal Name"), text("Name as sales wrote it"))),
    pipeline: nullable(
      withBinding(propertyBinding("pipeline", "deal_pipeline_id"), text("Pipeline: its id or its label")),
    ),
    dealstage: enables(
      "pipeline stages",
      nullable(
        withBinding(
          propertyBinding("dealstage", "deal_pipeline_stage_id", "Deal Stage"),
          text("Stage: its id or its label"),
        ),
      ),
    ),
    deal_currency_code: onlyIf(
      "the account has several currencies",
      enables(
        "amounts in the currency of the row; without it all are taken for the reporting currency",
        nullable(
          withBinding(
            propertyBinding("deal_currency_code", "Currency", "Deal currency code"),
            text("ISO 4217 code of the amount"),
          ),
        ),
      ),
    ),
    closed_lost_reason: nullable(
      withBinding(
        { ...propertyBinding("closed_lost_reason", "Closed Lost Reason"), longest: 65536 },
        text("Why it was lost, as typed"),
      ),
    ),
    amount: enables(
      "amounts of won and open opportunities",
      nullable(withBinding(propertyBinding("amount"), money("Amount, not converted", "deal_currency_code"))),
    ),
    hs_is_closed: enables(
      "won and lost opportunities, where no deal_pipeline_stage says so",
      nullable(
        withBinding(
          propertyBinding("hs_is_closed", "Is Deal Closed?", "Is closed (numeric)"),
          flag("Whether its stage is a closed one; null if the export does not say"),
        ),
      ),
    ),
    hs_is_closed_won: enables(
      "won opportunities, where no deal_pipeline_stage says so",
      nullable(
        withBinding(
          propertyBinding("hs_is_closed_won", "Is Closed Won"),
          flag("Whether its stage is a won one; null if the export does not say"),
        ),
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
    closedate_is_date: nullable(
      withBinding({ marks: "closedate" }, flag("Whether closedate has no time; null where it is null")),
    ),
    closedate: enables(
      "when it closed, where no history says so",
      nullable(
        withBinding(
          { ...propertyBinding("closedate", "Close Date"), orMilliseconds: true, orDate: true },
          instant("When it closed or is expected to, UTC"),
        ),
      ),
    ),
    createdate: enables(
      "when it was made: without it the opportunity stage cannot be dated",
      nullable(
        withBinding(
          { ...propertyBinding("createdate", "Create Date"), orMilliseconds: true },
          instant("When the deal was made, UTC"),
        ),
      ),
    ),
    hs_lastmodifieddate: enables(
      "changes between two nightly exports get their own instant, not that of the load",
      nullable(
        withBinding(
          { ...propertyBinding("hs_lastmodifieddate", "Last Modified Date"), orMilliseconds: true },
          instant("When anything last changed it, UTC"),
        ),
      ),
    ),
  },
});
