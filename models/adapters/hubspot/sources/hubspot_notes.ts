import { source } from "../../../../src/table/model.js";
import { engagementAssociations, engagementIds, engagementOrigin, engagementTimes } from "../shared/engagements.js";
import { isDeleted } from "../shared/hubspot.js";

export const hubspot_notes = source({
  name: "raw.hubspot_notes",
  about: "One row per note logged in HubSpot, as last loaded; without its text.",
  origin: engagementOrigin("EngagementNote", "notes", "sales notes (loaded, but not used yet)"),
  grain: ["system", "id"],
  columns: {
    ...engagementIds("note"),
    ...engagementAssociations("note"),
    is_deleted: isDeleted,
    ...engagementTimes,
  },
});
