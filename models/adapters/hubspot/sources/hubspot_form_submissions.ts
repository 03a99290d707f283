import { enables, instant, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_form_submissions = source({
  name: "raw.hubspot_form_submissions",
  about: "One row per submission of a form.",
  origin: hubspotOrigin("ContactFormSubmission", {
    otherNames: ["form_submissions", "hubspot_form_submissions"],
    enables: "form fills and demo requests, for hand-raisers and engagement scores",
    createdColumn: "timestamp",
  }),
  grain: ["system", "conversion_id"],
  people: { ids: ["contact_id"], addresses: ["email"] },
  columns: {
    system: systemColumn,
    conversion_id: recordIdColumn("Id of the submission", "conversionId", "Conversion ID"),
    contact_id: enables(
      "linking form submissions to people",
      nullable(recordIdColumn("Contact who submitted the form", "Contact ID", "vid")),
    ),
    form_id: enables("forms by name", nullable(recordIdColumn("Form", "formId", "Form ID"))),
    email: nullable(
      withBinding({ longest: 320 }, personal(text("Email address in the form, for rows without a contact"))),
    ),
    title: nullable(
      withBinding(
        { orHeaders: ["page_title", "Page title"], longest: 1000 },
        personal(text("Title of the page, else of the form")),
      ),
    ),
    page_url: enables(
      "activity rules by page",
      nullable(
        withBinding(
          { orHeaders: ["pageUrl", "Conversion Page"], longest: 4000 },
          personal(text("Address of the page with the form")),
        ),
      ),
    ),
    timestamp: withBinding(
      { orHeaders: ["submittedAt", "submitted_at", "Conversion Date", "Submission Date"] },
      instant("When the form was submitted, UTC"),
    ),
  },
});
