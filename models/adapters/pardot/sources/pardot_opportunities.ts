import { enables, flag, instant, money, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { pardotOrigin } from "../shared/pardot.js";

export const pardot_opportunities = source({
  name: "raw.pardot_opportunities",
  about: "One row per opportunity of a Pardot account, as of the latest load that had it.",
  origin: pardotOrigin("opportunities", {
    otherNames: ["opportunity"],
    enables: "opportunities that no CRM has",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    trackedColumns: ["stage"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the opportunity, a whole number")),
    campaign_id: enables("the campaign of an opportunity", nullable(text("Campaign"))),
    crm_opportunity_fid: enables(
      "opportunities that Salesforce tells are not counted twice",
      nullable(
        withBinding(
          { orHeaders: ["salesforce_id"] },
          text("Salesforce opportunity that it mirrors; 15 or 18 characters"),
        ),
      ),
    ),
    name: nullable(text("Name as sales wrote it")),
    stage: enables(
      "what a stage means, where the status does not say",
      nullable(text("Stage as the account words it")),
    ),
    status: enables("won and lost opportunities", nullable(text("Open, Won, Lost, ..."))),
    type: nullable(text("New or existing business, as the account words it")),
    value: enables("amounts of won and open opportunities", nullable(money("Amount", "account currency"))),
    is_deleted: enables(
      "deleted opportunities are left out; without it they count for ever",
      nullable(flag("In the recycle bin; null if the export does not say")),
    ),
    closed_at_is_date: nullable(
      withBinding({ marks: "closed_at" }, flag("Whether closed_at has no time; null where it is null")),
    ),
    closed_at: enables(
      "when it closed",
      nullable(
        withBinding({ orDate: true }, instant("When it closed or is expected to close, UTC; a bare date unshifted")),
      ),
    ),
    created_at: enables(
      "when it was made: without it the opportunity stage cannot be dated",
      nullable(instant("When the opportunity was made, UTC")),
    ),
    updated_at: nullable(instant("When it last changed, UTC")),
  },
});
