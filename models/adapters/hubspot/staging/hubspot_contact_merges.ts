import { staged } from "../../../../src/table/staged.js";
import { hubspot_contact_merges as raw } from "../sources/hubspot_contact_merges.js";

export const hubspot_contact_merges = staged(raw, {
  name: "staging.hubspot_contact_merges",
  about: "One row per HubSpot contact that was merged into another, columns renamed.",
  grain: ["system", "contact_id", "merged_contact_id"],
  columns: {
    system: "system",
    contact_id: "canonical_vid",
    merged_contact_id: "vid_to_merge",
  },
});
