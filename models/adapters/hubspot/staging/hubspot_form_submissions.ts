import { instant, nullable, personal, text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_form_submissions as raw } from "../sources/hubspot_form_submissions.js";

export const hubspot_form_submissions = model({
  name: "staging.hubspot_form_submissions",
  about: "One row per submission of a HubSpot form, renamed.",
  materialized: "view",
  grain: ["system", "submission_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    submission_id: text("Id of the submission"),
    contact_id: nullable(text("Contact who submitted it")),
    form_id: nullable(text("The form")),
    email: nullable(personal(text("Address that was submitted, where no contact is named"))),
    title: nullable(text("Title of the page, else of the form")),
    page_url: nullable(personal(text("Page that the form was on"))),
    occurred_at: instant("When, UTC"),
  },
  select: (db) =>
    db
      .selectFrom("raw")
      .select([
        "system",
        "conversion_id as submission_id",
        "contact_id",
        "form_id",
        "email",
        "title",
        "page_url",
        "timestamp as occurred_at",
      ]),
});
