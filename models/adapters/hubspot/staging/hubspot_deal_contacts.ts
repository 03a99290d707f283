import { isPresent, staged } from "../../../../src/table/staged.js";
import { hubspot_deal_contacts as raw } from "../sources/hubspot_deal_contacts.js";

export const hubspot_deal_contacts = staged(raw, {
  name: "staging.hubspot_deal_contacts",
  about: "One row per HubSpot deal and contact on it that still belong together.",
  where: isPresent("is_deleted"),
  grain: ["system", "deal_id", "contact_id"],
  columns: {
    system: "system",
    deal_id: "deal_id",
    contact_id: "contact_id",
  },
});
