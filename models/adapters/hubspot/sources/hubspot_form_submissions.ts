import { bound, enables, instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport } from "../shared/hubspot.js";

export const hubspot_form_submissions = source({
  name: "raw.hubspot_form_submissions",
  about: "One row per submission of a form.",
  origin: hubspotExport("ContactFormSubmission", {
    otherNames: ["form_submissions", "hubspot_form_submissions"],
    enables: "form fills, demo requests: hand-raisers and engagement scores",
    made: "timestamp",
  }),
  grain: ["system", "conversion_id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    conversion_id: bound(
      { recordId: "plain", orHeaders: ["conversionId", "Conversion ID"] },
      text("Id of the submission"),
    ),
    contact_id: enables(
      "whose submission it was",
      nullable(bound({ recordId: "plain", orHeaders: ["Contact ID", "vid"] }, text("Contact who submitted it"))),
    ),
    form_id: enables(
      "forms by name",
      nullable(bound({ recordId: "plain", orHeaders: ["formId", "Form ID"] }, text("The form"))),
    ),
    email: nullable(bound({ longest: 320 }, personal(text("Address that was submitted, where no contact is named")))),
    title: nullable(
      bound({ orHeaders: ["page_title", "Page title"], longest: 1000 }, text("Title of the page, else of the form")),
    ),
    page_url: enables(
      "pages: rules on assets",
      nullable(
        bound(
          { orHeaders: ["pageUrl", "Conversion Page"], longest: 4000 },
          personal(text("Page that the form was on")),
        ),
      ),
    ),
    timestamp: bound(
      { orHeaders: ["submittedAt", "submitted_at", "Conversion Date", "Submission Date"], orMilliseconds: true },
      instant("When, UTC"),
    ),
  },
});
