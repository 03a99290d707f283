import { orFalse, staged, trimmed } from "../../../../src/table/staged.js";
import { pardot_list_memberships as raw } from "../sources/pardot_list_memberships.js";

export const pardot_list_memberships = staged(raw, {
  name: "staging.pardot_list_memberships",
  about: "One row per prospect on a Pardot list, columns renamed.",
  grain: ["system", "list_membership_id"],
  columns: {
    system: "system",
    list_membership_id: "id",
    list_id: trimmed("list_id"),
    prospect_id: trimmed("prospect_id"),
    is_deleted: orFalse("is_deleted"),
    created_at: "created_at",
  },
});
