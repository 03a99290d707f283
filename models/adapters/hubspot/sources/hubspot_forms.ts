import { enables, flag, instant, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_forms = source({
  name: "raw.hubspot_forms",
  about: "One row per form of a HubSpot account.",
  origin: hubspotOrigin("Form", {
    otherNames: ["forms", "hubspot_forms"],
    enables: "names of forms: rules on assets",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
    deletedColumn: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain", orHeaders: ["guid", "form_id", "Form ID"] }, text("Id of the form, a guid")),
    name: enables(
      "forms by name",
      nullable(withBinding({ orHeaders: ["Form name"], longest: 1000 }, text("Name of the form"))),
    ),
    form_type: nullable(withBinding({ orHeaders: ["formType"] }, text("HUBSPOT, CAPTURED, FLOW, ..."))),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        withBinding(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    created_at: nullable(
      withBinding({ orHeaders: ["createdAt"], orMilliseconds: true }, instant("When it was made, UTC")),
    ),
    updated_at: nullable(
      withBinding({ orHeaders: ["updatedAt"], orMilliseconds: true }, instant("When it last changed, UTC")),
    ),
  },
});
