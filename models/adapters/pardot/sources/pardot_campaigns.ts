import { enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { deletedHeaders, pardotOrigin } from "../shared/pardot.js";

export const pardot_campaigns = source({
  name: "raw.pardot_campaigns",
  about: "One row per campaign of a Pardot account, as of the latest load that had it.",
  origin: pardotOrigin("campaigns", {
    otherNames: ["campaign"],
    enables: "names of campaigns",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the campaign, a whole number")),
    name: enables("names of campaigns", nullable(text("Name of the campaign"))),
    crm_fid: nullable(
      withBinding(
        { orHeaders: ["salesforce_id"] },
        text("Salesforce campaign that it is connected with; 15 or 18 characters"),
      ),
    ),
    is_deleted: enables(
      "deleted campaigns are left out",
      nullable(withBinding({ orHeaders: deletedHeaders }, flag("Deleted; null if the export does not say"))),
    ),
    created_at: nullable(instant("When the campaign was made, UTC")),
    updated_at: nullable(instant("When it last changed, UTC")),
  },
});
