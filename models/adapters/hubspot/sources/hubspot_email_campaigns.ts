import { enables, nullable, text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_email_campaigns = source({
  name: "raw.hubspot_email_campaigns",
  about: "One row per mailing: what email events are of.",
  origin: hubspotOrigin("EmailCampaign", {
    otherNames: ["email_campaigns", "hubspot_email_campaigns"],
    enables: "names of mailings",
  }),
  grain: ["system", "id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: withBinding({ recordId: "plain" }, text("Id of the mailing")),
    name: enables("mailings by name", nullable(withBinding({ longest: 1000 }, text("Name of the mailing")))),
    subject: nullable(withBinding({ longest: 2000 }, text("Subject line"))),
    type: nullable(text("BATCH_EMAIL, AUTOMATED_EMAIL, ...")),
  },
});
