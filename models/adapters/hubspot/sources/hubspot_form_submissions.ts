import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_form_submissions = source({
  name: "raw.hubspot_form_submissions",
  about: "One row per submission of a form.",
  origin: hubspotOrigin("ContactFormSubmission", {
    otherNames: ["form_submissions", "hubspot_form_submissions"],
    enables: "form fills, demo requests: hand-raisers and engagement scores",
    createdColumn: "timestamp",
  }),
  grain: ["system", "conversion_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    conversion_id: withBinding(
      { recordId: "plain", orHeaders: ["conversionId", "Conversion ID"] },
      text("Id of the submission"),
    ),
    contact_id: enables(
      "whose submission it was",
      nullable(withBinding({ recordId: "plain", orHeaders: ["Contact ID", "vid"] }, text("Contact who submitted it"))),
    ),
    form_id: enables(
      "forms by name",
      nullable(withBinding({ recordId: "plain", orHeaders: ["formId", "Form ID"] }, text("The form"))),
    ),
    email: nullable(
      withBinding({ longest: 320 }, personal(text("Address that was submitted, where no contact is named"))),
    ),
    title: nullable(
      withBinding(
        { orHeaders: ["page_title", "Page title"], longest: 1000 },
        text("Title of the page, else of the form"),
      ),
    ),
    page_url: enables(
      "pages: rules on assets",
      nullable(
        withBinding(
          { orHeaders: ["pageUrl", "Conversion Page"], longest: 4000 },
          personal(text("Page that the form was on")),
        ),
      ),
    ),
    timestamp: withBinding(
      { orHeaders: ["submittedAt", "submitted_at", "Conversion Date", "Submission Date"], orMilliseconds: true },
      instant("When, UTC"),
    ),
  },
});
