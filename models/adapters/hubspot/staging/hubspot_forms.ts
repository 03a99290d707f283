import { orFalse, staged } from "../../../../src/table/staged.js";
import { hubspot_forms as raw } from "../sources/hubspot_forms.js";

export const hubspot_forms = staged(raw, {
  name: "staging.hubspot_forms",
  about: "One row per HubSpot form, columns renamed.",
  grain: ["system", "form_id"],
  columns: {
    system: "system",
    form_id: "id",
    name: "name",
    type: "form_type",
    is_deleted: orFalse("is_deleted"),
    created_at: "created_at",
    modified_at: "updated_at",
  },
});
