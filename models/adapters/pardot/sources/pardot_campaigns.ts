import { bound, enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { deletedHeaders, pardotExport } from "../shared/pardot.js";

export const pardot_campaigns = source({
  name: "raw.pardot_campaigns",
  about: "One row per campaign of a Pardot account, as of the latest load that had it.",
  origin: pardotExport("campaigns", {
    otherNames: ["campaign"],
    enables: "names of campaigns",
    made: "created_at",
    changed: ["updated_at"],
    deleted: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound({ recordId: "plain" }, text("Id of the campaign, a whole number")),
    name: enables("names of campaigns", nullable(text("Name of the campaign"))),
    crm_fid: nullable(
      bound(
        { orHeaders: ["salesforce_id"] },
        text("Salesforce campaign that it is connected with; 15 or 18 characters"),
      ),
    ),
    is_deleted: enables(
      "deleted campaigns are left out",
      nullable(bound({ orHeaders: deletedHeaders }, flag("Deleted; null if the export does not say"))),
    ),
    created_at: nullable(instant("When the campaign was made, UTC")),
    updated_at: nullable(instant("When it last changed, UTC")),
  },
});
