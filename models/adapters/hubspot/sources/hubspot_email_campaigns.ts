import { enables, nullable, personal, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_email_campaigns = source({
  name: "raw.hubspot_email_campaigns",
  about: "One row per mailing that email events refer to.",
  origin: hubspotOrigin("EmailCampaign", {
    otherNames: ["email_campaigns", "hubspot_email_campaigns"],
    enables: "names of mailings",
  }),
  grain: ["system", "id"],
  columns: {
    system: systemColumn,
    id: recordIdColumn("Id of the mailing"),
    name: enables("mailings by name", nullable(withBinding({ longest: 1000 }, text("Name of the mailing")))),
    subject: nullable(withBinding({ longest: 2000 }, personal(text("Subject line")))),
    type: nullable(text("Kind of mailing: BATCH_EMAIL, AUTOMATED_EMAIL, ...")),
  },
});
