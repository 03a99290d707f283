import { sql } from "kysely";
import { instant, nullable, text, whole } from "../../../../src/table/columns.js";
import { trimToNull } from "../../../../src/table/dialect.js";
import { model } from "../../../../src/table/model.js";
import { pardot_visitor_activities as raw } from "../sources/pardot_visitor_activities.js";

/** Where the details are blank the asset's own name says as much. */
const asset = sql.join(
  ["details", "form_name", "form_handler_name", "landing_page_name", "file_name", "list_email_name"].map((name) =>
    trimToNull(name),
  ),
);

export const pardot_visitor_activities = model({
  name: "staging.pardot_visitor_activities",
  about: "One row per activity of a Pardot visitor or prospect, renamed.",
  materialized: "view",
  grain: ["system", "activity_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    activity_id: text("Id of the activity"),
    prospect_id: nullable(text("Prospect; null of a visitor whom nobody knows")),
    visitor_id: nullable(text("Visitor; null of what no browser did")),
    campaign_id: nullable(text("Campaign of the asset")),
    type_id: whole("What happened: 1 Click, 2 View, 4 Success, 6 Sent, 11 Open, 20 Visit, ..."),
    type_name: nullable(text("Kind of the asset: Form, Email, File, ...")),
    asset: nullable(text("Name or address of the asset")),
    occurred_at: instant("When it happened, UTC"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select([
        "system",
        "id as activity_id",
        trimToNull("prospect_id").as("prospect_id"),
        trimToNull("visitor_id").as("visitor_id"),
        trimToNull("campaign_id").as("campaign_id"),
        "type as type_id",
        trimToNull("type_name").as("type_name"),
        sql<string | null>`coalesce(${asset})`.as("asset"),
        "created_at as occurred_at",
      ]),
});
