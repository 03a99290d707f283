import { text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_deal_contacts = source({
  name: "raw.hubspot_deal_contacts",
  about: "One row per deal and contact on it.",
  origin: hubspotOrigin("DealContact", {
    otherNames: ["deal_contacts", "hubspot_deal_contacts"],
    enables: "whose deal it is",
  }),
  grain: ["system", "deal_id", "contact_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    deal_id: withBinding({ recordId: "plain" }, text("The deal")),
    contact_id: withBinding({ recordId: "plain" }, text("Contact on it")),
  },
});
