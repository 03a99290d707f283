import { bound, enables, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport } from "../shared/hubspot.js";

export const hubspot_email_campaigns = source({
  name: "raw.hubspot_email_campaigns",
  about: "One row per mailing: what email events are of.",
  origin: hubspotExport("EmailCampaign", {
    otherNames: ["email_campaigns", "hubspot_email_campaigns"],
    enables: "names of mailings",
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound({ recordId: "plain" }, text("Id of the mailing")),
    name: enables("mailings by name", nullable(bound({ longest: 1000 }, text("Name of the mailing")))),
    subject: nullable(bound({ longest: 2000 }, text("Subject line"))),
    type: nullable(text("BATCH_EMAIL, AUTOMATED_EMAIL, ...")),
  },
});
