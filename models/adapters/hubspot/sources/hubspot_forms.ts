import { bound, enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport } from "../shared/hubspot.js";

export const hubspot_forms = source({
  name: "raw.hubspot_forms",
  about: "One row per form of a HubSpot account.",
  origin: hubspotExport("Form", {
    otherNames: ["forms", "hubspot_forms"],
    enables: "names of forms: rules on assets",
    made: "created_at",
    changed: ["updated_at"],
    deleted: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound({ recordId: "plain", orHeaders: ["guid", "form_id", "Form ID"] }, text("Id of the form, a guid")),
    name: enables(
      "forms by name",
      nullable(bound({ orHeaders: ["Form name"], longest: 1000 }, text("Name of the form"))),
    ),
    form_type: nullable(bound({ orHeaders: ["formType"] }, text("HUBSPOT, CAPTURED, FLOW, ..."))),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        bound(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    created_at: nullable(bound({ orHeaders: ["createdAt"], orMilliseconds: true }, instant("When it was made, UTC"))),
    updated_at: nullable(
      bound({ orHeaders: ["updatedAt"], orMilliseconds: true }, instant("When it last changed, UTC")),
    ),
  },
});
