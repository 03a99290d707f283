import { enables, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { engagementAssociations, engagementIds, engagementOrigin, engagementTimes } from "../shared/engagements.js";
import { isDeleted, property } from "../shared/hubspot.js";

export const hubspot_calls = source({
  name: "raw.hubspot_calls",
  about: "One row per call logged in HubSpot, as last loaded; without its notes.",
  origin: engagementOrigin("EngagementCall", "calls", "sales calls: first touch, number of attempts"),
  grain: ["system", "id"],
  people: { activity: "id", participants: ["contact_ids"] },
  columns: {
    ...engagementIds("call"),
    ...engagementAssociations("call"),
    hs_call_direction: enables(
      "telling inbound calls from outbound ones",
      property("hs_call_direction", text("INBOUND or OUTBOUND"), "Call direction"),
    ),
    hs_call_status: enables(
      "telling calls that took place from planned ones",
      property(
        "hs_call_status",
        text("How the call ended: COMPLETED, NO_ANSWER, BUSY, CANCELED, ..."),
        "Call status",
        "status",
      ),
    ),
    is_deleted: isDeleted,
    ...engagementTimes,
  },
});
