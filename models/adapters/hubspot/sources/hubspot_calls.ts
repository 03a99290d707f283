import { bound, enables, flag, instant, nullable, text } from "../../../../src/table/columns.js";
import { source } from "../../../../src/table/model.js";
import { hubspotExport, property } from "../shared/hubspot.js";

export const hubspot_calls = source({
  name: "raw.hubspot_calls",
  about: "One row per call that HubSpot logged, as of the latest load that had it; what was said stays out.",
  origin: hubspotExport("EngagementCall", {
    otherNames: ["calls", "hubspot_calls", "hubspot-crm-exports-all-calls*", "hubspot-crm-exports-calls*"],
    enables: "calls of sales: first touch, attempts",
    made: "hs_createdate",
    changed: ["hs_lastmodifieddate"],
    deleted: "is_deleted",
  }),
  grain: ["system", "id"],
  columns: {
    system: bound({ given: "system" }, text("Source as closedloop.yaml names it")),
    id: bound(
      { recordId: "plain", orHeaders: ["engagement_id", "hs_object_id", "property_hs_object_id", "Record ID"] },
      text("Id of the call"),
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
    hs_call_direction: enables(
      "inbound calls apart from outbound ones",
      nullable(bound(property("hs_call_direction", "Call direction"), text("INBOUND or OUTBOUND"))),
    ),
    hs_call_status: enables(
      "calls that were made apart from planned ones",
      nullable(
        bound(property("hs_call_status", "Call status", "status"), text("COMPLETED, NO_ANSWER, BUSY, CANCELED, ...")),
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
