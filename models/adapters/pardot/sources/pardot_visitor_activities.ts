import { enables, instant, nullable, text, whole, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { pardotOrigin } from "../shared/pardot.js";

const assetName = (what: string) => nullable(text(`Name of the ${what}, as version 5 can give it`));

export const pardot_visitor_activities = source({
  name: "raw.pardot_visitor_activities",
  about: "One row per activity of a visitor or prospect of a Pardot account.",
  origin: pardotOrigin("visitor_activities", {
    otherNames: ["visitor_activity", "visitor-activities", "visitorActivity", "visitorActivities"],
    enables: "engagement scores, trigger campaigns",
    createdColumn: "created_at",
    changedColumns: ["updated_at"],
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the activity, a whole number")),
    prospect_id: enables("who did it", nullable(text("Prospect; blank of a visitor whom nobody knows"))),
    visitor_id: enables("who did it, once a visitor is known", nullable(text("Visitor: a browser"))),
    campaign_id: enables("trigger campaigns", nullable(text("Campaign of the asset"))),
    type_name: enables(
      "forms apart from pages, files and mails",
      nullable(text("Kind of the asset: Form, Form Handler, Landing Page, Email, Email Tracker, File, Webinar, ...")),
    ),
    details: enables(
      "pages, forms and emails: rules on assets",
      nullable(withBinding({ longest: 4_000 }, text("Name or address of the asset"))),
    ),
    form_name: assetName("form"),
    form_handler_name: assetName("form handler"),
    landing_page_name: assetName("landing page"),
    file_name: assetName("file"),
    list_email_name: assetName("list email"),
    type: whole("What happened: 1 Click, 2 View, 4 Success, 6 Sent, 11 Open, 20 Visit, ..."),
    created_at: instant("When it happened, UTC"),
    updated_at: nullable(instant("When its row last changed, UTC")),
  },
});
