import { staged } from "../../../../src/table/staged.js";
import { hubspot_form_submissions as raw } from "../sources/hubspot_form_submissions.js";

export const hubspot_form_submissions = staged(raw, {
  name: "staging.hubspot_form_submissions",
  about: "One row per submission of a HubSpot form, columns renamed.",
  grain: ["system", "submission_id"],
  columns: {
    system: "system",
    submission_id: "conversion_id",
    contact_id: "contact_id",
    form_id: "form_id",
    email: "email",
    title: "title",
    page_url: "page_url",
    occurred_at: "timestamp",
  },
});
