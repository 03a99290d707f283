import { text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_deal_companies = source({
  name: "raw.hubspot_deal_companies",
  about: "One row per deal and company on it.",
  origin: hubspotOrigin("DealCompany", {
    otherNames: ["deal_companies", "hubspot_deal_companies"],
    enables: "opportunities of the people of an account",
  }),
  grain: ["system", "deal_id", "company_id"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    deal_id: withBinding({ recordId: "plain" }, text("The deal")),
    company_id: withBinding({ recordId: "plain" }, text("Company that would buy")),
  },
});
