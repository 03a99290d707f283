import { source } from "../../../../src/table/model.js";
import { recordIdColumn, systemColumn } from "../../../../src/table/source_columns.js";
import { hubspotOrigin } from "../shared/hubspot.js";

export const hubspot_contact_merges = source({
  name: "raw.hubspot_contact_merges",
  about: "One row per contact that was merged into another, as older replicas list them.",
  origin: hubspotOrigin("ContactMergeAudit", {
    otherNames: ["contact_merge_audits", "hubspot_contact_merges"],
    enables: "joining a merged contact with the one that survived, where hs_merged_object_ids is missing",
    saidBy: ["Contact.hs_merged_object_ids"],
  }),
  grain: ["system", "canonical_vid", "vid_to_merge"],
  people: { ids: ["canonical_vid", "vid_to_merge"] },
  columns: {
    system: systemColumn,
    canonical_vid: recordIdColumn("Contact that survived the merge"),
    vid_to_merge: recordIdColumn("Contact that was merged into the other one"),
  },
});
