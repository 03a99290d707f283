import { bound, enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport, property } from "../shared/hubspot.js";

export const hubspot_meetings = source({
  name: "raw.hubspot_meetings",
  about: "One row per meeting that HubSpot logged, as of the latest load that had it; what was said stays out.",
  origin: hubspotExport("EngagementMeeting", {
    otherNames: ["meetings", "hubspot_meetings", "hubspot-crm-exports-all-meetings*", "hubspot-crm-exports-meetings*"],
    enables: "meetings of sales",
    made: "hs_createdate",
    changed: ["hs_lastmodifieddate"],
    deleted: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound(
      { recordId: "plain", orHeaders: ["engagement_id", "hs_object_id", "property_hs_object_id", "Record ID"] },
      text("Id of the meeting"),
    ),
    hubspot_owner_id: enables(
      "who of sales did it",
      nullable(
        bound(
          property("hubspot_owner_id", "owner_id", "Activity assigned to", "Assigned to"),
          text("Owner; a UI export with labels writes the name"),
        ),
      ),
    ),
    created_from_link_id: nullable(
      bound(
        {
          recordId: "plain",
          orHeaders: ["hs_meeting_created_from_link_id", "property_hs_meeting_created_from_link_id"],
        },
        text("Booking page that it was made from"),
      ),
    ),
    contact_ids: nullable(
      bound(
        { orHeaders: ["Associated Contact IDs"], longest: 10000 },
        text("Contacts that it was with, as a;b, where the export has associations in it"),
      ),
    ),
    deal_ids: nullable(
      bound(
        { orHeaders: ["Associated Deal IDs"], longest: 10000 },
        text("Deals that it was about, as a;b, where the export has associations in it"),
      ),
    ),
    hs_meeting_outcome: enables(
      "meetings that took place",
      nullable(
        bound(
          property("hs_meeting_outcome", "meeting_outcome", "Meeting outcome"),
          text("SCHEDULED, COMPLETED, RESCHEDULED, NO_SHOW, CANCELED"),
        ),
      ),
    ),
    hs_meeting_source: enables(
      "meetings that people booked themselves",
      nullable(
        bound(
          property("hs_meeting_source", "source", "Meeting source"),
          text("What made it: MEETINGS_PUBLIC where the other side booked it"),
        ),
      ),
    ),
    is_deleted: enables(
      "deleted records are left out; without it they count for ever",
      nullable(
        bound(
          { orHeaders: ["_fivetran_deleted", "archived"] },
          flag("Deleted in HubSpot; null if the export does not say"),
        ),
      ),
    ),
    hs_meeting_start_time: enables(
      "when the meeting was",
      nullable(
        bound(
          { ...property("hs_meeting_start_time", "start_time", "Meeting start time"), orMilliseconds: true },
          instant("When it begins, UTC"),
        ),
      ),
    ),
    hs_timestamp: enables(
      "when sales touched whom",
      nullable(
        bound(
          { ...property("hs_timestamp", "Activity date", "timestamp"), orMilliseconds: true },
          instant("When it happened or is due, UTC"),
        ),
      ),
    ),
    hs_createdate: nullable(
      bound(
        { ...property("hs_createdate", "Create Date", "created_at"), orMilliseconds: true },
        instant("When it was logged, UTC"),
      ),
    ),
    hs_lastmodifieddate: nullable(
      bound(
        { ...property("hs_lastmodifieddate", "Last Modified Date", "last_updated"), orMilliseconds: true },
        instant("When it last changed, UTC"),
      ),
    ),
  },
});
