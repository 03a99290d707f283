import { text, withBinding } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_contact_merges = source({
  name: "raw.hubspot_contact_merges",
  about: "One row per contact that was merged into another, as older replicas list it.",
  origin: hubspotOrigin("ContactMergeAudit", {
    otherNames: ["contact_merge_audits", "hubspot_contact_merges"],
    enables: "losers of merges follow the winner, where no hs_merged_object_ids says so",
  }),
  grain: ["system", "canonical_vid", "vid_to_merge"],
  columns: {
    system: withBinding({ given: "system" }, text("Source as closedloop.yaml names it")),
    canonical_vid: withBinding({ recordId: "plain" }, text("The contact that stands")),
    vid_to_merge: withBinding({ recordId: "plain" }, text("The contact that was merged into it")),
  },
});
