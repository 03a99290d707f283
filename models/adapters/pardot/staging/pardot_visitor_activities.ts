import { sql } from "kysely";
import { nullable, personal, text } from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { computed, staged, trimmedToNull } from "../../../../src/table/staged.js";
import { pardot_visitor_activities as raw } from "../sources/pardot_visitor_activities.js";

const assetColumns = ["details", "form_name", "form_handler_name", "landing_page_name", "file_name", "list_email_name"];

export const pardot_visitor_activities = staged(raw, {
  name: "staging.pardot_visitor_activities",
  about: "One row per activity of a Pardot visitor or prospect, columns renamed.",
  isLarge: true,
  grain: ["system", "activity_id"],
  columns: {
    system: "system",
    activity_id: "id",
    prospect_id: trimmedToNull("prospect_id"),
    visitor_id: trimmedToNull("visitor_id"),
    campaign_id: trimmedToNull("campaign_id"),
    type_id: "type",
    type_name: trimmedToNull("type_name"),
    asset: computed(
      nullable(
        personal(text("Name or address of the asset: the details, else the name of the form, page, file or email")),
      ),
      () => sql<string | null>`coalesce(${sql.join(assetColumns.map(trimToNull))})`,
    ),
    occurred_at: "created_at",
  },
});
