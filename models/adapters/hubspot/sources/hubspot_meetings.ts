import { enables, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { recordIdColumn } from "../../../../src/table/source_columns.js";
import { engagementAssociations, engagementIds, engagementOrigin, engagementTimes } from "../shared/engagements.js";
import { isDeleted, property } from "../shared/hubspot.js";

export const hubspot_meetings = source({
  name: "raw.hubspot_meetings",
  about: "One row per meeting logged in HubSpot, as last loaded; without its notes.",
  origin: engagementOrigin("EngagementMeeting", "meetings", "sales meetings"),
  grain: ["system", "id"],
  people: { activity: "id", participants: ["contact_ids"] },
  columns: {
    ...engagementIds("meeting"),
    created_from_link_id: nullable(
      recordIdColumn(
        "Booking page on which the meeting was booked; null if it was made by hand",
        "hs_meeting_created_from_link_id",
        "property_hs_meeting_created_from_link_id",
      ),
    ),
    ...engagementAssociations("meeting"),
    hs_meeting_outcome: enables(
      "telling meetings that took place from others",
      property(
        "hs_meeting_outcome",
        text("Outcome: SCHEDULED, COMPLETED, RESCHEDULED, NO_SHOW or CANCELED"),
        "meeting_outcome",
        "Meeting outcome",
      ),
    ),
    hs_meeting_source: enables(
      "meetings that people booked themselves",
      property(
        "hs_meeting_source",
        text("What created the meeting, e.g. MEETINGS_PUBLIC if the other side booked it"),
        "source",
        "Meeting source",
      ),
    ),
    is_deleted: isDeleted,
    hs_meeting_start_time: enables(
      "the time of each meeting",
      property("hs_meeting_start_time", instant("When the meeting starts, UTC"), "start_time", "Meeting start time"),
    ),
    ...engagementTimes,
  },
});
