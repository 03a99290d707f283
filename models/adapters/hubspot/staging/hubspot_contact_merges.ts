import { text } from "../../../../src/table/columns.js";
import { model } from "../../../../src/table/model.js";
import { hubspot_contact_merges as raw } from "../sources/hubspot_contact_merges.js";

export const hubspot_contact_merges = model({
  name: "staging.hubspot_contact_merges",
  about: "One row per contact that was merged into another, as older replicas list it, renamed.",
  materialized: "view",
  grain: ["system", "contact_id", "merged_contact_id"],
  from: { raw },
  columns: {
    system: text("Source as closedloop.yaml names it"),
    contact_id: text("The contact that stands"),
    merged_contact_id: text("The contact that was merged into it"),
  },
  select: (db) =>
    db.selectFrom("raw").select(["system", "canonical_vid as contact_id", "vid_to_merge as merged_contact_id"]),
});
