import { unasked } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { engagementAssociations, engagementIds, engagementOrigin, engagementTimes } from "../shared/engagements.js";
import { isDeleted } from "../shared/hubspot.js";

const { hubspot_owner_id, ...ids } = engagementIds("note");

/** A note is no touch: it does not say that anybody was contacted. No model reads notes. */
export const hubspot_notes = source({
  name: "raw.hubspot_notes",
  about: "One row per note logged in HubSpot, as last loaded; without its text.",
  origin: engagementOrigin("EngagementNote", "notes"),
  grain: ["system", "id"],
  people: { activity: "id", participants: ["contact_ids"] },
  columns: {
    ...ids,
    hubspot_owner_id: unasked(hubspot_owner_id),
    ...engagementAssociations("note"),
    is_deleted: unasked(isDeleted),
    ...engagementTimes,
    hs_timestamp: unasked(engagementTimes.hs_timestamp),
  },
});
