import { enables, instant, nullable, personal, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { pardotOrigin, updatedAt } from "../shared/pardot.js";

const assetName = (kind: string) => nullable(text(`Name of the ${kind}, in exports of version 5 of the API`));

export const pardot_visitor_activities = source({
  name: "raw.pardot_visitor_activities",
  about: "One row per activity of a visitor or prospect of a Pardot account.",
  origin: pardotOrigin("visitor_activities", {
    otherNames: ["visitor_activity", "visitor-activities", "visitorActivity", "visitorActivities"],
    enables: "engagement scores and trigger campaigns",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
  }),
  grain: ["system", "id"],
  people: { ids: ["prospect_id"] },
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the activity, a whole number"),
    prospect_id: enables(
      "linking activities to people",
      nullable(recordIdColumn("Prospect; null for an unknown visitor")),
    ),
    visitor_id: enables(
      "activities of a prospect from before it was known",
      nullable(recordIdColumn("Visitor, i.e. browser; null if no browser was involved")),
    ),
    campaign_id: enables("trigger campaigns", nullable(recordIdColumn("Campaign of the asset; null if none"))),
    type_name: enables(
      "telling forms from pages, files and emails",
      nullable(text("Kind of the asset: Form, Form Handler, Landing Page, Email, Email Tracker, File, Webinar, ...")),
    ),
    details: enables(
      "activity rules by page, form or email",
      nullable(withBinding({ longest: 4_000 }, personal(text("Name or address of the asset")))),
    ),
    form_name: assetName("form"),
    form_handler_name: assetName("form handler"),
    landing_page_name: assetName("landing page"),
    file_name: assetName("file"),
    list_email_name: assetName("list email"),
    type: whole("What happened: 1 Click, 2 View, 4 Success, 6 Sent, 11 Open, 20 Visit, ..."),
    created_at: instant("When it happened, UTC"),
    updated_at: updatedAt,
  },
});
