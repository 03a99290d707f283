import { enables, flag, instant, money, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { crmIdColumn, recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { isInRecycleBin, pardotOrigin, updatedAt } from "../shared/pardot.js";

export const pardot_opportunities = source({
  name: "raw.pardot_opportunities",
  about: "One row per opportunity of a Pardot account, as last loaded; Salesforce ids have 15 or 18 characters.",
  origin: pardotOrigin("opportunities", {
    otherNames: ["opportunity"],
    enables: "opportunities that are in no CRM",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    trackedColumns: ["stage"],
    deletedColumn: "is_deleted",
    whenMissing: "warned",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the opportunity, a whole number"),
    campaign_id: enables(
      "campaigns of opportunities",
      nullable(recordIdColumn("Campaign of the opportunity; null if none")),
    ),
    crm_opportunity_fid: enables(
      "counting an opportunity only once if Salesforce has it too",
      nullable(
        withBinding(
          { orHeaders: ["salesforce_id"] },
          crmIdColumn("Salesforce opportunity that this is a copy of; null if none"),
        ),
      ),
    ),
    name: nullable(personal(text("Name of the opportunity"))),
    stage: enables(
      "won and lost opportunities, if the status does not show it",
      nullable(text("Stage in the account's own words, e.g. Negotiation")),
    ),
    status: enables("won and lost opportunities", nullable(text("Status: Open, Won, Lost, ..."))),
    type: nullable(text("Type in the account's own words, e.g. New Business")),
    value: enables(
      "amounts of won and open opportunities",
      nullable(money("Amount, not converted", "currency of the account")),
    ),
    is_deleted: enables("leaving out deleted opportunities; without it they stay in every number", isInRecycleBin),
    closed_at_is_date: nullable(
      withBinding({ marks: "closed_at" }, flag("True if the close date has no time; null if there is no close date")),
    ),
    closed_at: enables(
      "when an opportunity closed",
      nullable(
        withBinding(
          { orDate: true },
          instant("When it closed or is expected to close, UTC; a date without a time is stored as midnight"),
        ),
      ),
    ),
    created_at: enables(
      "when an opportunity was created; without it nobody reaches the stage opportunity by it, but its win or loss counts",
      nullable(instant("When the opportunity was created, UTC")),
    ),
    updated_at: updatedAt,
  },
});
